// The minimum cost of a call that can be aborted: one request, signed once, and the bytes of its response.

/** `sign` returns a signed request. */
export function floor(sign) {
  const requests = new Map();
  return async (query, baseUrl) => {
    const name = `${baseUrl} ${query.pageSize}`;
    if (!requests.has(name)) requests.set(name, sign(query, { baseUrl }));
    const { url, headers } = requests.get(name);
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), 10_000);
    const response = await fetch(url, { headers, signal: controller.signal });
    const body = await response.arrayBuffer();
    clearTimeout(timer);
    if (response.status !== 200) throw new Error(`HTTP status ${response.status}`);
    return body;
  };
}
