// Who can be reached along citations, within so many steps.
function reach(start, next, steps) {
  const seen = new Set([start]);
  let border = [start];
  for (let step = 0; step < steps && border.length; step += 1) {
    const beyond = [];
    border.forEach((doc) => next(doc).forEach((other) => { if (!seen.has(other)) { seen.add(other); beyond.push(other); } }));
    border = beyond;
  }
  return seen;
}

const older = (doc) => arrowsFrom(doc).map((arrow) => cited[arrow]);
const newer = (doc) => arrowsInto(doc).map((arrow) => citing[arrow]);

// Every document on a path of citations from one down to the other.
function between(from, to) {
  const above = reach(to, newer, Infinity);
  return new Set([...reach(from, older, Infinity)].filter((doc) => above.has(doc)));
}

function arrowsWithin(docs) {
  return [...docs].flatMap((doc) => arrowsFrom(doc).filter((arrow) => docs.has(cited[arrow])));
}

// What a choice shows: the documents, and the arrows between them.
function selected({ chosen, way, target, steps }) {
  if (way === 'near') {
    return { docs: new Set([chosen, ...older(chosen), ...newer(chosen)]), arrows: [...arrowsFrom(chosen), ...arrowsInto(chosen)] };
  }
  const docs = way === 'between' ? (target === null ? new Set([chosen]) : between(chosen, target))
    : reach(chosen, way === 'back' ? older : newer, steps);
  return { docs, arrows: arrowsWithin(docs) };
}
