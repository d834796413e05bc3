// Installs the servers of others that the tests use, from the lock file in firebase/, and prints the folder they are in: a
// cache that outlives clones and is named for the lock file's digest. Installed once, it only prints.
'use strict';
const { execSync } = require('child_process');
const crypto = require('crypto');
const fs = require('fs');
const os = require('os');
const path = require('path');

const source = path.join(__dirname, 'firebase');
const lock = fs.readFileSync(path.join(source, 'package-lock.json'));
const digest = crypto.createHash('sha256').update(lock).digest('hex').slice(0, 12);
const caches = process.env.LOCALAPPDATA || process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
const folder = path.join(caches, 'sbm-tests', `firebase-${digest}`);
const done = path.join(folder, 'installed');

if (!fs.existsSync(done)) {
  fs.mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    fs.copyFileSync(path.join(source, file), path.join(folder, file));
  }
  execSync('npm ci --ignore-scripts --no-audit --no-fund --loglevel=error', { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  fs.writeFileSync(done, digest);
}

console.log(folder);
