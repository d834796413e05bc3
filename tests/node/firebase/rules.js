// Tries the security rules of docs/sync.md. Usage: node rules.js <folder with node_modules> <sync.md>
'use strict';
const fs = require('fs');
const path = require('path');

const targaryen = require(path.join(process.argv[2], 'node_modules', 'targaryen'));
const rules = JSON.parse(fs.readFileSync(process.argv[3], 'utf8').match(/## Security rules[\s\S]*?```json\n([\s\S]*?)```/)[1]);
const database = targaryen.database(rules, { users: { ben: { runs: { old: { slug: 'old' } } } } });
const run = { slug: 'theme', status: 'success', lines_migrated: 3, error: null };
const ada = { uid: 'ada' };

const cases = [
  ['a user sends a batch of its own runs', true, as => as(ada).update('/', { 'users/ada/runs/a': run, 'users/ada/runs/b': run })],
  ['a user sends one run of another user', false, as => as(ada).update('/', { 'users/ada/runs/a': run, 'users/ben/runs/b': run })],
  ['nobody in particular sends a run', false, as => as(null).update('/', { 'users/ada/runs/a': run })],
  ['a user sends a run without a slug', false, as => as(ada).update('/', { 'users/ada/runs/a': { status: 'success' } })],
  ['a user writes its own summary', true, as => as(ada).write('summaries/ada/store', { runs: 1 })],
  ['a user writes the summary of another', false, as => as(ada).write('summaries/ben/store', { runs: 1 })],
  ['a user reads the runs of another', true, as => as(ada).read('users/ben/runs')],
  ['nobody in particular reads runs', false, as => as(null).read('users/ben/runs')],
  ['a user writes elsewhere', false, as => as(ada).write('elsewhere', 1)],
];

let failed = 0;
for (const [what, expected, attempt] of cases) {
  const { allowed } = attempt(user => database.as(user));
  if (allowed !== expected) {
    failed++;
    console.log(`${what}: ${allowed ? 'allowed' : 'denied'}, and should not be`);
  }
}

console.log(`${cases.length - failed} of ${cases.length} as they should be`);
process.exitCode = failed === 0 ? 0 : 1;
