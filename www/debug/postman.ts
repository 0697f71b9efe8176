/** A pre-request script that signs in Postman. It is the same for every request and contains no secret. */
export const POSTMAN_SCRIPT = `// Pre-request script. Set the variable lti_secret (type: secret) in the environment.
// Signs the parameters of the request as they are, with the present time.
const parameters = pm.request.url.query
  .all()
  .filter(({ disabled, key }) => !disabled && key !== "timestamp")
  .map(({ key, value }) => [key, pm.variables.replaceIn(value ?? "")])
  .map(([name, value]) => [name, decodeURIComponent(value)]);
parameters.push(["timestamp", String(Date.now())]);
parameters.sort(([a], [b]) => (a < b ? -1 : 1));

const baseString = parameters.map(([name, value]) => name + "=" + value).join("&");
const mac = CryptoJS.HmacSHA1(baseString, pm.environment.get("lti_secret"));
const signature = CryptoJS.enc.Base64.stringify(mac).replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=+$/, "");

// Sent in the order signed, each value encoded once.
pm.request.url.query.clear();
pm.request.addQueryParams(parameters.map(([key, value]) => ({ key, value: encodeURIComponent(value) })));
pm.request.headers.upsert({ key: "X-Lti-Signature", value: signature });
`;
