import { DirectedGraph } from 'graphology';
import Sigma from 'sigma';

window.resgraphNetwork = { DirectedGraph, Sigma };
