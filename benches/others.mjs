export async function measureOthers() { return undefined; }
