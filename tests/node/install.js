// Installs what the tests need from npm, each folder here from its own lock file, and prints where: a cache that outlives clones
// and is named for the lock file's digest. What is installed already is only printed.
// Usage: node install.js [folder …]; without one, all.
'use strict';
const { execSync } = require('child_process');
const crypto = require('crypto');
const fs = require('fs');
const os = require('os');
const path = require('path');

const caches = process.env.LOCALAPPDATA || process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');

function install(name) {
  const source = path.join(__dirname, name);
  const lock = fs.readFileSync(path.join(source, 'package-lock.json'));
  const digest = crypto.createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const folder = path.join(caches, 'sbm-tests', `${name}-${digest}`);
  const done = path.join(folder, 'installed');
  if (!fs.existsSync(done)) {
    fs.mkdirSync(folder, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) {
      fs.copyFileSync(path.join(source, file), path.join(folder, file));
    }
    execSync('npm ci --ignore-scripts --no-audit --no-fund --loglevel=error', { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    fs.writeFileSync(done, digest);
  }
  return folder;
}

const all = fs.readdirSync(__dirname).filter(name => fs.existsSync(path.join(__dirname, name, 'package-lock.json')));
for (const name of process.argv.length > 2 ? process.argv.slice(2) : all) {
  console.log(install(name));
}
