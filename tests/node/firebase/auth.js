// Google's Auth emulator with the two calls that a sign-in needs: to compile the descriptions of all eighty takes it ten seconds.
// Usage: node auth.js <folder with node_modules> <port>
'use strict';
const path = require('path');

const emulator = path.join(process.argv[2], 'node_modules', 'firebase-tools', 'lib', 'emulator', 'auth');
const { paths } = require(path.join(emulator, 'apiSpec')).default;
for (const call of Object.keys(paths)) {
  if (call !== '/v1/accounts:signUp' && call !== '/v1/token') {
    delete paths[call];
  }
}

const { AuthEmulator } = require(emulator);
new AuthEmulator({ host: '127.0.0.1', port: Number(process.argv[3]), projectId: 'demo-sbm' }).start();
