// A call without a library, as people write it: no checks and no timeouts.

const encoder = new TextEncoder();

/** With WebCrypto, which runs everywhere. */
export async function byHand({ key, secret }, { userId, isUpComing, pageNum, pageSize }, baseUrl) {
  const params = { isUpComing, key, pageNum, pageSize, timestamp: Date.now(), userId };
  const message = Object.entries(params)
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const algorithm = { name: "HMAC", hash: "SHA-1" };
  const cryptoKey = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", cryptoKey, encoder.encode(message)));
  const signature = btoa(String.fromCharCode(...mac))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
  const url = `${baseUrl}/api/v1/lti/rich/open/meeting/list?${new URLSearchParams(params)}`;
  const response = await fetch(url, { headers: { "X-Lti-Signature": signature } });
  return (await response.json()).result;
}

/** With node:crypto, as people write it for Node. */
export function byHandWith({ createHmac }) {
  return async ({ key, secret }, { userId, isUpComing, pageNum, pageSize }, baseUrl) => {
    const params = { isUpComing, key, pageNum, pageSize, timestamp: Date.now(), userId };
    const message = Object.entries(params)
      .map(([name, value]) => `${name}=${value}`)
      .join("&");
    const signature = createHmac("sha1", secret).update(message).digest("base64url");
    const url = `${baseUrl}/api/v1/lti/rich/open/meeting/list?${new URLSearchParams(params)}`;
    const response = await fetch(url, { headers: { "X-Lti-Signature": signature } });
    return (await response.json()).result;
  };
}
