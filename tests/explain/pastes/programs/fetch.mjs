const { U, SIG } = process.env;
const request = new Request(U, { headers: { "X-Lti-Signature": SIG } });
console.log(request);
const response = await fetch(request);
console.log(response);
