/** Ends the process with one sentence when Node is too old, before anything newer than Node 14 is loaded. */
export function checkNodeVersion() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Concord needs Node 20.19 or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}
