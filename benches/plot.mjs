// The bar chart in the documentation: our ratios to two known baselines, in every runtime.

const bar = 14;
const left = 130;
const unit = 420;
const charts = [
  {
    title: "Sign one request (WebCrypto with a cached key = 1)",
    group: "sign",
    ours: "LtiPro.sign",
    peer: "WebCrypto, cached key",
  },
  {
    title: "Decode and check 1000 meetings (JSON.parse, unchecked = 1)",
    group: "decode 1000",
    ours: "decodeMeetings(bytes)",
    peer: "TextDecoder + JSON.parse",
  },
  {
    title: "Decode and check 20 meetings (JSON.parse, unchecked = 1)",
    group: "decode 20",
    ours: "decodeMeetings(bytes)",
    peer: "TextDecoder + JSON.parse",
  },
];

/** SVG; `ratio(groups, group, ours, peer)` as in report.mjs. */
export function plot(speed, ratio) {
  const parts = [];
  let y = 8;
  for (const { title, group, ours, peer } of charts) {
    parts.push(text(8, y + 12, title, "title"));
    y += 24;
    const top = y;
    for (const [name, groups] of Object.entries(speed)) {
      parts.push(row(y, name, ratio(groups, group, ours, peer)));
      y += bar + 8;
    }
    parts.push(
      `<line class="floor" x1="${left + unit}" y1="${top - 4}" x2="${left + unit}" y2="${y - 4}"/>`,
      text(left + unit + 6, top + 11, "1", "label"),
    );
    y += 18;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 ${y}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="${charts.map(({ title }) => title).join("; ")}">\n<style>${style}</style>\n${parts.join("\n")}\n</svg>\n`;
}

function row(y, name, value) {
  if (value === undefined) return "";
  const width = Math.min(value, 1.15) * unit;
  return [
    text(left - 10, y + 11, name, "name"),
    `<rect class="bar" x="${left}" y="${y}" width="${width.toFixed(1)}" height="${bar}" rx="2"/>`,
    // The label moves inside the bar if it would overlap the line at 1.
    value > 0.85
      ? text(left + width - 6, y + 11, value.toFixed(2), "inside")
      : text(left + width + 6, y + 11, value < 0.1 ? value.toFixed(3) : value.toFixed(2), "label"),
  ].join("\n");
}

function text(x, y, content, kind) {
  return `<text class="${kind}" x="${x.toFixed(1)}" y="${y}">${content}</text>`;
}

const style = `
  .title { font-weight: 600; fill: #1f2328 }
  .name { text-anchor: end; fill: #1f2328 }
  .label { fill: #57606a }
  .inside { text-anchor: end; fill: #fff }
  .bar { fill: #0969da }
  .floor { stroke: #57606a; stroke-dasharray: 3 3 }
  @media (prefers-color-scheme: dark) {
    .title, .name { fill: #e6edf3 }
    .label { fill: #9da7b1 }
    .inside { fill: #0d1117 }
    .bar { fill: #4493f8 }
    .floor { stroke: #9da7b1 }
  }
`;
