// Prints, as JSON, the scores of the pages whose addresses are the arguments: for each, five runs of Lighthouse with
// its mobile preset.

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const runs = 5;
const categories = ["performance", "accessibility", "best-practices"];

const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const chrome = await launch({ chromeFlags: ["--headless=new", "--disable-gpu", ...sandbox] });
try {
  const pages = [];
  for (const url of process.argv.slice(2)) pages.push({ url, runs: await measure(url) });
  console.log(JSON.stringify(pages));
} finally {
  chrome.kill();
}

async function measure(url) {
  const measured = [];
  for (let i = 0; i < runs; i += 1) {
    const { lhr } = await lighthouse(url, { port: chrome.port, onlyCategories: categories, logLevel: "error" });
    if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
    const audits = Object.values(lhr.audits);
    measured.push({
      scores: categories.map((name) => Math.round(lhr.categories[name].score * 100)),
      paint: lhr.audits["largest-contentful-paint"].numericValue,
      blocked: lhr.audits["total-blocking-time"].numericValue,
      shift: lhr.audits["cumulative-layout-shift"].numericValue,
      failed: audits
        .filter(({ score }) => score !== null && score < 0.9)
        .map(({ id, displayValue }) => [id, displayValue]),
    });
  }
  return measured;
}
