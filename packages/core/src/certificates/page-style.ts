import { createHash } from "node:crypto";

/** How the page of a certificate looks. It is in the page; the policy names its hash. */
export const pageStyle = `:root{color-scheme:light dark;--ink:#1b2a41;--gold:#a67c37;--grey:#5c6675;--paper:#fffdf8;--desk:#ece7da;--good:#1f6b3a;--bad:#a3261d}
@media (prefers-color-scheme:dark){:root{--ink:#f1ead9;--gold:#d8c08c;--grey:#a9b0bb;--paper:#1b2433;--desk:#10161f;--good:#7fd09c;--bad:#ff9a8f}}
*{box-sizing:border-box}
body{margin:0;padding:2rem 1rem;background:var(--desk);color:var(--ink);font:1.0625rem/1.5 Georgia,"Times New Roman",serif}
main{max-width:44rem;margin:auto;padding:2.5rem clamp(1.25rem,5vw,3.5rem);background:var(--paper);border:3px double var(--gold)}
.brand{margin:0;letter-spacing:.3em;font-size:.85rem;color:var(--gold);text-align:center}
h1{margin:.25rem 0 1.5rem;font-weight:400;font-size:clamp(1.7rem,6vw,2.5rem);line-height:1.2;text-align:center}
.status{margin:0 0 1.75rem;padding:.75rem 1rem;border-left:.3rem solid;text-align:left}
.valid{color:var(--good)}.revoked{color:var(--bad)}
.status strong{display:block;font-size:1.15rem}
dl{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.55rem 1.5rem;margin:0}
dt{color:var(--grey)}dd{margin:0;overflow-wrap:anywhere}
dd.name{font-size:1.3rem;line-height:1.25}
nav{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;margin-top:2rem;padding-top:1.25rem;border-top:1px solid var(--gold)}
a{color:inherit;text-decoration-color:var(--gold);text-underline-offset:.2em}
footer{margin-top:1.5rem;font-size:.9rem;color:var(--grey)}
@media (max-width:30rem){dl{grid-template-columns:1fr;gap:.1rem}dd{margin-bottom:.75rem}}
@media print{body{background:none;padding:0}nav{display:none}}`;

/** Nothing is loaded and nothing is run: one style, and links. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(pageStyle).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
