import https from "node:https";
const { U, SIG } = process.env;
const request = https.get(U, { headers: { "X-Lti-Signature": SIG } }, (response) => response.resume());
if (process.argv[2] === "error") {
  request.on("error", (e) => console.log(e));
  request.destroy(new Error("x"));
}
if (process.argv[2] === "print") request.on("response", () => console.log(request));
if (process.argv[2] === "options") {
  const { P, Q, H } = process.env;
  console.log({ hostname: H, path: `${P}?${Q}`, method: "GET", headers: { "X-Lti-Signature": SIG } });
}
