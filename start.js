// Starts the program, in place of what Trunk starts it with. The build puts it into the html,
// and fills in what is written in capitals.

// The browser takes a while to find its languages and zones, and has nothing else to do now.
new Intl.DateTimeFormat().resolvedOptions();
const { default: start } = await import('PROGRAM.js');
await start({ module_or_path: window.reluxProgram });
dispatchEvent(new CustomEvent('TrunkApplicationStarted'));
