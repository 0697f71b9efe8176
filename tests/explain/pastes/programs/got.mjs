import got from "got";
const { U, SIG } = process.env;
try {
  const r = await got(U, { headers: { "X-Lti-Signature": SIG }, retry: { limit: 0 } });
  console.log(r.requestUrl, r.request.options.headers);
} catch (error) {
  if (process.argv[2] === "options") console.log(error.options);
  else console.log(error);
}
