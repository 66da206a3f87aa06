// Whether a webhook of the portal is genuine. Node 18 or newer, nothing else.
//   if (!isGenuine(request.headers, body, ["whsec_…"], Date.now() / 1000)) answer 401
// `body` is the text as it came: parse it only afterwards.
import { createHmac, timingSafeEqual } from "node:crypto";
import { pathToFileURL } from "node:url";

export function isGenuine(headers, body, secrets, now) {
  const event = headers["webhook-id"] ?? "";
  const sentAt = headers["webhook-timestamp"] ?? "";
  if (!event || !/^\d+$/.test(sentAt) || Math.abs(now - Number(sentAt)) > 300) return false;
  const given = (headers["webhook-signature"] ?? "").split(" ").map((one) => Buffer.from(one));
  return secrets.some((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    if (key.length < 24) return false; // an empty setting is no secret: anybody could sign
    const digest = createHmac("sha256", key).update(`${event}.${sentAt}.${body}`).digest("base64");
    const expected = Buffer.from(`v1,${digest}`);
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  });
}

// Run by hand, it reads {"headers", "body", "secrets", "now"} and says genuine or not.
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  let text = "";
  for await (const part of process.stdin) text += part;
  const { headers, body, secrets, now } = JSON.parse(text);
  console.log(isGenuine(headers, body, secrets, now) ? "genuine" : "not genuine");
}
