import { expect, test } from "vitest";
import { inboxPage, messagePage, type Message } from "./mail-pages.ts";

const message: Message = {
  id: "1-a",
  received_at: "2026-01-01T00:00:00.000Z",
  message_id: "<1@here>",
  from: "a@here",
  to: ["b@there", "c@there"],
  subject: "<script>alert('x')</script>",
  text: "1 < 2",
  html: null,
  headers: {},
  attachments: [],
};

test("what a mail says is shown, not run", () => {
  for (const page of [inboxPage([message]), messagePage(message)]) {
    expect(page).not.toContain("<script>");
    expect(page).toContain("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
  }
  expect(messagePage(message)).toContain("<pre>1 &lt; 2</pre>");
});

test("the inbox leads to each mail; an HTML mail is framed", () => {
  expect(inboxPage([message])).toContain('<a href="/messages/1-a">');
  expect(messagePage({ ...message, html: "<b>hi</b>" })).toContain('<iframe src="/html/1-a">');
  expect(inboxPage([])).toContain("No mail yet.");
});
