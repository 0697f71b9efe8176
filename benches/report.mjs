export function report({ speed }) { console.log(JSON.stringify(speed, null, 1)); }
