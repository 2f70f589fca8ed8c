// Starts the program, in place of what Trunk starts it with. The build puts it into the html,
// and fills in what is written in capitals.
const { default: start } = await import('PROGRAM.js');
await start({ module_or_path: window.reluxProgram });
dispatchEvent(new CustomEvent('TrunkApplicationStarted'));
