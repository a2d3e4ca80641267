// Asks html-validate and caniemail about every .html in a folder; prints the findings as JSON, one object a finding:
// {tool, title, level, clients, notes}. Run by bench/mail/lint.py.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { caniemail, rawData } from "caniemail";
import { HtmlValidate } from "html-validate";

const folder = process.argv[2];
const findings = new Map();
// "apple-mail.ios" and the like: every program and platform caniemail knows anything about.
const clients = [
  ...new Set(
    rawData.data.flatMap(({ stats }) =>
      Object.entries(stats).flatMap(([family, platforms]) => Object.keys(platforms).map((one) => `${family}.${one}`)),
    ),
  ),
];

function note(tool, title, level, client = "", notes = []) {
  const key = `${tool} ${title} ${level}`;
  const found = findings.get(key) ?? { tool, title, level, clients: new Set(), notes: new Set() };
  if (client) found.clients.add(client);
  notes.forEach((text) => found.notes.add(text));
  findings.set(key, found);
}

function ask(client, html) {
  try {
    const { issues } = caniemail({ clients: [client], html });
    for (const level of ["errors", "warnings"])
      for (const [, found] of issues[level]) for (const { title, notes } of found) note("caniemail", title, level, client, notes);
  } catch (error) {
    // Nobody has tried this property there: ask about the rest.
    const unknown = /Feature "([\w-]+)(?: property)?" not found on/.exec(error.message)?.[1];
    const less = unknown && html.replaceAll(new RegExp(`${unknown}\\s*:[^;}"]*;?`, "g"), "");
    if (!less || less === html) {
      if (error.message.includes("email client(s)")) return; // in its data, but not among those it judges by
      throw error;
    }
    note("caniemail", unknown, "unknown", client);
    ask(client, less);
  }
}

const validator = new HtmlValidate({ extends: ["html-validate:recommended", "html-validate:a11y"] });
for (const name of readdirSync(folder).filter((one) => one.endsWith(".html"))) {
  const html = readFileSync(join(folder, name), "utf8");
  clients.forEach((client) => ask(client, html));
  const report = await validator.validateString(html, name);
  for (const { messages } of report.results)
    for (const { ruleId, message, severity } of messages) note("html-validate", ruleId, severity > 1 ? "errors" : "warnings", "", [message]);
}
const plain = [...findings.values()].map((one) => ({ ...one, clients: [...one.clients], notes: [...one.notes] }));
console.log(JSON.stringify(plain));
