// Checks Cypher scripts with Neo4j's own parser and semantic analysis and prints their statements and errors as JSON.
import { readFileSync } from 'node:fs';
import { lintCypherQuery, parseStatementsStrs } from '@neo4j-cypher/language-support';

const ERROR = 1;
console.log(JSON.stringify(process.argv.slice(2).map((path) => {
  const script = readFileSync(path, 'utf8');
  const { diagnostics } = lintCypherQuery(script, {});
  return {
    statements: parseStatementsStrs(script).filter((statement) => statement.trim()).length,
    errors: diagnostics.filter(({ severity }) => severity === ERROR).map(({ message }) => message),
    warnings: [...new Set(diagnostics.filter(({ severity }) => severity !== ERROR).map(({ message }) => message))],
  };
})));
