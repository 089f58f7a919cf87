// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file
// Written by Sources/Site/Assets/embed; over 400 lines because its files are. Do not edit.

extension Asset {
    /// Every stylesheet, module and picture of this version.
    static let onBoard: [Asset] = [
        Asset(name: "shop.css", text: ##"""
/* SPDX-License-Identifier: Apache-2.0 */
/* The demo shop. */
.search {
  display: grid; grid-template-columns: 1fr auto; gap: var(--s2); max-width: 40rem; width: 100%;
  margin-inline: auto;
}
.search input { border-radius: 999px; padding-inline: var(--s5); }
.tiles {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(min(10rem, 45%), 1fr)); gap: var(--s4);
}
@media (min-width: 56rem) {
  .tiles { grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: var(--s5); }
}
.tile {
  display: grid; gap: var(--s1); align-content: start; height: 100%; padding-bottom: var(--s4);
  background: var(--sheet); border: 1px solid var(--line);
  border-radius: var(--round); overflow: hidden; text-decoration: none; color: var(--ink);
}
.tile:hover { border-color: var(--ai); translate: 0 -2px; }
.tile .picture { width: 100%; height: auto; aspect-ratio: 4 / 3; border-radius: 0; margin-bottom: var(--s2); }
.tile > .tile-name { padding-inline: var(--s4); }
.tiles--list { grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); gap: var(--s3); }
.tiles--list .tile {
  grid-template-columns: auto 1fr; align-items: center; align-content: center; gap: var(--s4);
  padding: var(--s3);
}
.tiles--list .picture { width: 72px; height: 72px; aspect-ratio: 1; margin: 0; border-radius: 10px; }
.tile-text { display: grid; gap: 2px; min-width: 0; }
.jump .button { width: 100%; } @media (min-width: 56rem) { .jump { display: none; } }
.tile-name { font-weight: 600; line-height: 1.5; font-size: .9375rem; }
.tile-price { font-variant-numeric: tabular-nums; } .tile small { color: var(--soft); }
.list-title { font-size: 1.6rem; }
#list + .fine { margin-bottom: var(--s4); }
.goods { display: grid; gap: var(--s5); }
.goods .picture {
  width: 100%; height: auto; aspect-ratio: 1; border-radius: var(--round); border: 1px solid var(--line);
}
.goods > div { display: grid; gap: var(--s3); align-content: start; }
@media (min-width: 40rem) { .goods { grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); } }
.goods h1 { font-size: clamp(1.4rem, 1.1rem + 1.4vw, 1.8rem); }
.near {
  display: grid; grid-template-columns: 1fr auto; gap: var(--s2); align-items: center; margin-bottom: var(--s4);
}
.near label { grid-column: 1 / -1; font-size: .875rem; font-weight: 600; }
.near .button { padding-inline: var(--s4); font-size: .875rem; }
.shelves li {
  display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: var(--s1) var(--s4); align-items: center;
  padding: var(--s3) 0; border-top: 1px solid var(--line);
}
.shelves li .button { padding-inline: var(--s4); font-size: .875rem; min-height: 44px; }
.shelves strong, .shelves li .button { justify-self: end; }
.shelves .shelf-hours { white-space: normal; }
.near-me { display: grid; gap: var(--s1); justify-items: start; margin-bottom: var(--s3); }
.near-me [hidden] { display: none; }
.shelves small { color: var(--soft); white-space: nowrap; } .shelves strong { white-space: nowrap; }
.has strong { color: var(--midori); }
.hasnot strong { color: var(--soft); font-weight: 400; }
.hasnot { color: var(--soft); }
"""##),
        Asset(name: "style.css", text: ##"""
/* SPDX-License-Identifier: Apache-2.0 */
/* Colour, type, space. Paper and indigo (藍), one accent of vermilion (朱); every pair of text and ground has a
   contrast of 4.5 at least (WCAG 2.2, 1.4.3), which a test computes from these lines. */
:root {
  color-scheme: light dark;
  --paper: #f5efe3; --sheet: #fffdf8; --ink: #23304a; --soft: #5a6375; --line: #dfd5c2; --rule: #8b8474;
  --ai: #24406e; --on-ai: #fffdf8; --ai-wash: #e8ecf3; --shu: #ab3823; --shu-wash: #f9e9e2;
  --midori: #33634a; --midori-wash: #e7f0e8; --shade: #ede5d5; --veil: rgba(35, 48, 74, .08);
  --gothic: "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic Medium",
    "Yu Gothic", YuGothic, Meiryo, system-ui, -apple-system, "Segoe UI", sans-serif;
  --mincho: "Hiragino Mincho ProN", "Yu Mincho", YuMincho, "Noto Serif CJK JP", "Noto Serif JP", "Shippori Mincho",
    Georgia, serif;
  --digits: ui-monospace, "SF Mono", "Roboto Mono", "Noto Sans Mono CJK JP", Menlo, Consolas, monospace;
  --s1: .25rem; --s2: .5rem; --s3: .75rem; --s4: 1rem; --s5: 1.5rem; --s6: 2rem; --s7: 3rem;
  --round: 14px;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12161e; --sheet: #1b212c; --ink: #ece6d9; --soft: #aeb5c1; --line: #343d4d; --rule: #7f8796;
    --ai: #a9c1ee; --on-ai: #10182a; --ai-wash: #25314a; --shu: #f0937d; --shu-wash: #3a211d;
    --midori: #96cdaa; --midori-wash: #1d3027; --shade: #232a37; --veil: rgba(0, 0, 0, .35);
  }
}
/* SPDX-License-Identifier: Apache-2.0 */
/* The page itself: type, masthead, foot. */
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink); font: 400 1rem/1.75 var(--gothic);
  overflow-wrap: anywhere; line-break: strict; -webkit-font-smoothing: antialiased;
}
:lang(en) body, body:lang(en) { line-height: 1.6; overflow-wrap: break-word; }
h1, h2, h3 {
  font-family: var(--mincho); font-weight: 600; line-height: 1.4; margin: 0; font-feature-settings: "palt";
  text-wrap: balance;
}
:lang(ja) h1, :lang(ja) h2 { letter-spacing: .04em; word-break: auto-phrase; }
h1 { font-size: clamp(1.6rem, 1.2rem + 2vw, 2.3rem); }
h2 { font-size: 1.2rem; margin-bottom: var(--s4); }
h3 { font-size: 1rem; }
p, ul, ol, dl { margin: 0; }
p { text-wrap: pretty; }
ul, ol { padding: 0; list-style: none; }
a { color: var(--ai); text-underline-offset: .2em; text-decoration-thickness: 1px; }
small { font-size: .8125rem; }
address { font-style: normal; }
img { display: block; max-width: 100%; }
bdi { unicode-bidi: isolate; }
:focus-visible { outline: 3px solid var(--shu); outline-offset: 3px; border-radius: 4px; }
.unseen {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.skip {
  position: absolute; left: -999rem; top: 0; background: var(--sheet); padding: var(--s3) var(--s4); z-index: 2;
}
.skip:focus { left: var(--s4); }
.icon { width: 1.35em; height: 1.35em; flex: none; }
.fine { color: var(--soft); font-size: .875rem; }

.mast {
  max-width: 68rem; margin: 0 auto; padding: var(--s3) var(--s4); display: flex; align-items: center;
  justify-content: space-between; gap: var(--s4);
}
.brand {
  display: inline-flex; align-items: center; gap: var(--s2); min-height: 44px; color: var(--ink);
  text-decoration: none;
  font: 600 1.125rem/1.2 var(--mincho); letter-spacing: .12em;
}
.brand .icon { width: 1.75rem; height: 1.75rem; color: var(--shu); }
.brand:lang(en), :lang(en) .brand { letter-spacing: .02em; }
.mast nav { display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; gap: var(--s2); }
.mast nav a {
  display: inline-flex; align-items: center; min-height: 44px; min-width: 44px; justify-content: center;
  padding: 0 var(--s3); color: var(--ink); font-size: .875rem; text-decoration: none; border-radius: 999px;
}
.mast nav a:hover { background: var(--shade); }
main { max-width: 68rem; margin: 0 auto; padding: 0 var(--s4) var(--s6); display: grid; gap: var(--s4); }
main > .fine:last-child { text-align: center; }
.foot {
  border-top: 1px solid var(--line); padding: var(--s5) var(--s4) var(--s6); text-align: center;
  color: var(--soft); font-size: .8125rem;
}
.columns { display: grid; gap: var(--s4); align-items: start; }
.columns > div { display: grid; gap: var(--s4); min-width: 0; }
@media (min-width: 56rem) {
  main { padding: 0 var(--s5) var(--s7); gap: var(--s5); }
  .mast { padding: var(--s4) var(--s5); }
  .columns { grid-template-columns: minmax(0, 1fr) 23rem; gap: var(--s5); }
  .columns > div { gap: var(--s5); }
}
@media print {
  .mast nav, .actions, .foot, .skip { display: none; }
  body { background: #fff; color: #000; }
}
@media (prefers-reduced-motion: no-preference) {
  .button, .tile { transition: background-color .15s, border-color .15s, translate .15s; }
}
/* SPDX-License-Identifier: Apache-2.0 */
/* What several pages are made of: card, button, notice, form. */
.card {
  background: var(--sheet); border: 1px solid var(--line); border-radius: var(--round);
  padding: var(--s5) var(--s4);
}
@media (min-width: 30rem) { .card { padding: var(--s5); } }
.card h2 { display: flex; align-items: center; gap: var(--s3); }
.card h2::before { content: ""; width: 4px; height: 1.05em; border-radius: 2px; background: var(--shu); }
.button {
  display: inline-flex; align-items: center; justify-content: center; gap: var(--s2); min-height: 48px;
  padding: var(--s2) var(--s5);
  border: 1.5px solid transparent; border-radius: 999px; font: 600 1rem/1.35 var(--gothic);
  text-decoration: none; cursor: pointer;
  text-align: center;
}
.button--main { background: var(--ai); color: var(--on-ai); }
.button--main:hover { background: color-mix(in srgb, var(--ai) 88%, var(--ink)); }
.button--grave { background: var(--shu); color: var(--sheet); }
.button--plain { background: var(--sheet); color: var(--ai); border-color: var(--ai); }
.button--plain:hover { background: var(--ai-wash); }
.button--quiet {
  background: transparent; color: var(--soft); text-decoration: underline; text-underline-offset: .25em;
  font-weight: 400;
}
.button--quiet:hover { color: var(--ink); }
.button small { font-weight: 400; display: block; }
.notice {
  display: flex; gap: var(--s3); align-items: flex-start; border-radius: var(--round); padding: var(--s4);
  border: 1px solid;
}
.notice .icon { margin-top: .2em; }
.notice--good { background: var(--midori-wash); color: var(--midori); border-color: var(--midori); }
.notice--bad { background: var(--shu-wash); color: var(--shu); border-color: var(--shu); }
.notice a { color: inherit; }
.facts { display: grid; gap: var(--s1) var(--s5); font-size: .9375rem; }
.facts div { display: flex; gap: var(--s3); }
.facts dt { color: var(--soft); flex: 0 0 6.5em; }
.facts dd { margin: 0; min-width: 0; font-variant-numeric: tabular-nums; }
.picture {
  width: 72px; height: 72px; border-radius: 10px; background: #f7f2e8; object-fit: cover; flex: none;
  display: grid;
  place-items: center; color: #5a6375;
}
.field { display: grid; gap: var(--s1); }
.field label { font-weight: 600; font-size: .9375rem; }
input:not([type=checkbox]), select, textarea {
  width: 100%; min-height: 48px; padding: var(--s2) var(--s3); font: 400 1rem/1.5 var(--gothic);
  color: var(--ink);
  background: var(--sheet); border: 1.5px solid var(--rule); border-radius: 10px;
}
textarea { resize: vertical; }
[aria-invalid] { border-color: var(--shu) !important; background: var(--shu-wash) !important; }
::placeholder { color: var(--soft); opacity: 1; }
.hint { color: var(--soft); }
.fault { color: var(--shu); font-size: .875rem; font-weight: 600; }
.mark {
  font-size: .75rem; font-weight: 400; color: var(--soft); padding: 0 .5em; border: 1px solid var(--line);
  border-radius: 4px; white-space: nowrap;
}
.mark--needed { color: var(--shu); border-color: var(--shu); }
.check {
  display: flex; gap: var(--s3); align-items: flex-start; min-height: 44px; padding: var(--s2) 0;
  cursor: pointer;
}
.check input { width: 24px; height: 24px; margin: 2px 0 0; flex: none; accent-color: var(--ai); }
.check small { display: block; color: var(--soft); }
.card--form form { display: grid; gap: var(--s4); margin-top: var(--s4); }
.ask {
  background: var(--sheet); border: 1px solid var(--line); border-radius: var(--round);
  padding: var(--s6) var(--s5);
  max-width: 34rem; width: 100%; margin: var(--s4) auto; display: grid; gap: var(--s4); justify-items: center;
  text-align: center;
}
.ask form, .ask form .button { width: 100%; }
.ask .notice { text-align: start; }
.ask-what {
  width: 100%; padding: var(--s4); background: var(--shade); border-radius: 10px; font-size: .9375rem;
}
.rows li { border-top: 1px solid var(--line); }
.rows li:first-child { border-top: 0; }
.rows a {
  display: flex; align-items: center; justify-content: space-between; gap: var(--s3); min-height: 56px;
  text-decoration: none; color: var(--ink);
}
.rows a .icon { color: var(--shu); }
.rows a:hover { color: var(--ai); }
.cover-art { display: flex; justify-content: center; gap: var(--s3); flex-wrap: wrap; }
.cover-art .picture { width: 76px; height: 76px; border-radius: 50%; border: 1px solid var(--line); }
.cover {
  padding: var(--s6) var(--s2); display: grid; gap: var(--s4); justify-items: center; text-align: center;
}
.cover p { max-width: 38em; }
.after { margin-top: var(--s4); }
.how { display: grid; gap: var(--s4); counter-reset: how; }
.how li { counter-increment: how; display: grid; grid-template-columns: 3rem 1fr; column-gap: var(--s3); }
.how li::before {
  content: counter(how); grid-row: span 2; width: 3rem; height: 3rem; border-radius: 50%; display: grid;
  place-items: center;
  background: var(--ai-wash); color: var(--ai); font: 600 1.25rem/1 var(--mincho);
}
.how h3 { font-size: 1.0625rem; }
.how p { color: var(--soft); font-size: .9375rem; }
@media (min-width: 56rem) { .how { grid-template-columns: repeat(3, 1fr);
} .cover { padding: var(--s7) 0 var(--s6); } }
.ask--form .field { width: 100%; text-align: start; }
.ask--form form { display: grid; gap: var(--s4); }
.crumbs { display: flex; align-items: center; flex-wrap: wrap; gap: var(--s1); font-size: .875rem; }
.crumbs a { min-height: 44px; display: inline-flex; align-items: center; }
.crumbs .icon { width: 1em; height: 1em; color: var(--soft); }
.price { font: 600 1.5rem/1.4 var(--mincho); font-variant-numeric: tabular-nums; }
.price small { font: 400 .8125rem/1 var(--gothic); color: var(--soft); }
.small-title { font: 600 .875rem/1.5 var(--gothic); margin: 0; color: var(--soft); }
.chips { display: flex; flex-wrap: wrap; gap: var(--s2); }
.chip {
  display: inline-flex; align-items: center; min-height: 44px; padding: 0 var(--s4);
  border: 1.5px solid var(--line); border-radius: 999px; background: var(--sheet);
  color: var(--ink); text-decoration: none; font-size: .9375rem;
}
.chip:hover { border-color: var(--ai); }
.chip[aria-current] { background: var(--ai); border-color: var(--ai); color: var(--on-ai); font-weight: 600; }
summary::after {
  content: ""; width: .5em; height: .5em; margin-inline-start: .75em; border: solid currentColor;
  border-width: 0 2px 2px 0; rotate: 45deg;
}
details[open] summary::after { rotate: -135deg; }
details summary {
  min-height: 48px; display: flex; align-items: center; cursor: pointer; color: var(--ai); font-weight: 600;
  border-top: 1px solid var(--line);
}
.toasts {
  position: fixed; inset: auto var(--s4) max(var(--s4), env(safe-area-inset-bottom)); z-index: 3; display: grid;
  justify-items: center; pointer-events: none;
}
.toast {
  display: flex; align-items: center; gap: var(--s2); max-width: 36rem; padding: var(--s1) var(--s1) var(--s1) var(--s5);
  border-radius: var(--round); background: var(--ink); color: var(--paper); font-size: .9375rem; line-height: 1.5;
  box-shadow: 0 .5rem 2rem var(--veil); pointer-events: auto;
}
.toast p { padding-block: var(--s2); }
.toast-close {
  flex: none; width: 44px; height: 44px; border: 0; border-radius: 10px; background: transparent; color: inherit;
  font: 400 1.5rem/1 var(--gothic); cursor: pointer;
}
.toast-close:focus-visible { outline-color: currentColor; outline-offset: -5px; }
@media print { .toasts { display: none; } }
@media (prefers-reduced-motion: no-preference) {
  .toast { animation: toast .2s ease-out; }
  @keyframes toast { from { translate: 0 1rem; opacity: 0; } }
}
/* SPDX-License-Identifier: Apache-2.0 */
/* The status page: what a customer understands in three seconds on a phone. */
.hero {
  border-radius: calc(var(--round) + 6px); padding: var(--s5) var(--s4) var(--s5); display: grid;
  gap: var(--s3); position: relative; overflow: hidden;
}
@media (min-width: 30rem) { .hero { padding: var(--s6); } }
.hero > * { position: relative; }
.hero-text { display: grid; gap: var(--s3); min-width: 0; }
.hero h1 { margin-top: var(--s1); }
.badge {
  display: inline-flex; align-items: center; gap: var(--s2); justify-self: start;
  padding: .3rem .95rem .3rem .7rem; border-radius: 999px;
  font-weight: 600; font-size: .9375rem; line-height: 1.5;
}
.next { font-size: 1.0625rem; max-width: 36em; }
.also {
  font-size: .9375rem; max-width: 36em; padding-inline-start: var(--s3);
  border-inline-start: 3px solid currentColor;
}
.notyet {
  justify-self: start; font-weight: 700; font-size: 1.0625rem; color: var(--shu); background: var(--shu-wash);
  border: 1.5px dashed var(--shu); border-radius: 10px; padding: var(--s2) var(--s4);
}

.hero--waiting { background: var(--sheet); border: 1px solid var(--line); }
.hero--waiting .badge { background: var(--shade); color: var(--ink); }
.hero--ready { --ready-ink: #fffdf8; background: #24406e; color: var(--ready-ink); border: 1px solid #24406e; }
.hero--ready::before { content: ""; position: absolute; inset: 0; opacity: .1; background: 0 0 / 56px 28px
  url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='56' height='28' fill='none' stroke='%23fff' stroke-width='1.4'%3E%3Cg id='a'%3E%3Ccircle cx='28' cy='28' r='27'/%3E%3Ccircle cx='28' cy='28' r='19'/%3E%3Ccircle cx='28' cy='28' r='11'/%3E%3Ccircle cx='28' cy='28' r='4'/%3E%3C/g%3E%3C/svg%3E");
}
.hero--ready .badge { background: #fffdf8; color: #24406e; }
.hero--ready .facts dt { color: #d5ddec; }
.hero--done { background: var(--midori-wash); border: 1px solid var(--line); }
.hero--done .badge { background: var(--midori); color: var(--sheet); }
.hero--ended { background: var(--shade); border: 1px solid var(--line); }
.hero--ended .badge { background: var(--sheet); color: var(--soft); border: 1px solid var(--rule); }

.steps {
  --tick: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 12 12' fill='none' stroke='%23fff' stroke-width='2' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='m2.500 6.200 2.400 2.400 4.600-5'/%3E%3C/svg%3E");
  display: grid; grid-template-columns: repeat(4, 1fr); margin: var(--s3) 0 var(--s2); font-size: .8125rem;
  text-align: center;
}
.steps li { position: relative; padding-top: 1.75rem; color: var(--soft); line-height: 1.4; }
.steps li::before {
  content: ""; position: absolute; top: 0; left: calc(50% - .625rem); width: 1.25rem; height: 1.25rem;
  border-radius: 50%;
  border: 2px solid var(--rule); background: var(--sheet); z-index: 1;
}
.steps li::after {
  content: ""; position: absolute; top: calc(.625rem - 1px); left: -50%; width: 100%; height: 2px;
  background: var(--line);
}
.steps li:first-child::after { display: none; }
.steps .past::before, .steps .now::before { border-color: var(--ai); background: var(--ai); }
.steps .past::after, .steps .now::after { background: var(--ai); }
.steps .past, .steps .now { color: var(--ink); }
.steps .now { font-weight: 700; }
.steps .now::before { box-shadow: 0 0 0 5px var(--ai-wash); }
.steps .past::before { background: var(--ai) var(--tick) center / .8rem no-repeat; }
.hero--ready .steps li { color: #d5ddec; }
.hero--ready .steps .past, .hero--ready .steps .now { color: #fffdf8; }
.hero--ready .steps li::before { border-color: #93a6c8; background: #24406e; }
.hero--ready .steps li::after { background: #5d769f; }
.hero--ready .steps .past::after, .hero--ready .steps .now::after { background: #fffdf8; }
.hero--ready .steps .past::before {
  border-color: #fffdf8; background-color: #24406e; background-image: var(--tick); background-repeat: no-repeat;
  background-position: center; background-size: .8rem;
}
.hero--ready .steps .now::before {
  border-color: #fffdf8; background: #fffdf8; box-shadow: 0 0 0 5px rgba(255, 253, 248, .25);
}

.ticket {
  background: #fffdf8; color: #23304a; border-radius: 12px; padding: var(--s4) var(--s5); text-align: center;
  margin: var(--s2) 0;
  --notch: #0000 98%, #000;
  --left: radial-gradient(circle 9px at 0 50%, var(--notch)) left / 51% 100% no-repeat;
  --right: radial-gradient(circle 9px at 100% 50%, var(--notch)) right / 51% 100% no-repeat;
  -webkit-mask: var(--left), var(--right);
  mask: var(--left), var(--right);
}
.ticket-title { font-size: .875rem; letter-spacing: .15em; color: #5a6375; }
.code { font: 600 clamp(1.9rem, 9.5vw, 2.75rem)/1.3 var(--digits); letter-spacing: .08em; white-space: nowrap; }
.code .dash { color: #ab3823; margin: 0 .1em; font-weight: 400; }
.ticket-how {
  font-weight: 600; font-size: .9375rem; border-top: 1px dashed #b9ae99; margin-top: var(--s2);
  padding-top: var(--s2);
}
.ticket--later { background: var(--shade); color: var(--soft); padding: var(--s3) var(--s4); }
.ticket--later .code { font-size: 1.375rem; font-weight: 400; }
.ticket--later .ticket-title, .ticket--later .code .dash { color: inherit; }
.ticket--later .ticket-how { border-color: var(--rule); font-weight: 400; }
@media (min-width: 56rem) {
  .hero:has(.ticket) { grid-template-columns: minmax(0, 1fr) 21rem; column-gap: var(--s7); row-gap: var(--s4); }
  .hero:has(.ticket) > .ticket {
    grid-column: 2; grid-row: 1 / span 2; align-self: center; padding-block: var(--s6);
  }
  .columns--status { grid-template-rows: auto auto 1fr; }
  .columns--status > section { grid-column: 1; }
  .columns--status > div { grid-column: 2; grid-row: 1 / span 3; }
  .hero > .facts { grid-auto-flow: column; grid-auto-columns: max-content; }
  .hero > .facts div { display: grid; gap: 0; align-content: start; } .hero > .facts dt { font-size: .8125rem; }
}

.items li {
  display: flex; gap: var(--s4); align-items: flex-start; padding: var(--s4) 0;
  border-top: 1px solid var(--line);
}
.items li:first-child { border-top: 0; padding-top: 0; }
.item-text { flex: 1; min-width: 0; }
.item-name { font-weight: 600; line-height: 1.5; }
.item-count { color: var(--soft); font-size: .875rem; }
.item-price { font-variant-numeric: tabular-nums; white-space: nowrap; font-weight: 600; }
.item--out .item-name, .item--out .item-price {
  text-decoration: line-through; color: var(--soft); font-weight: 400;
}
.remark { color: var(--shu); font-size: .875rem; font-weight: 600; }
.sum {
  display: flex; justify-content: space-between; align-items: flex-start; gap: var(--s4);
  border-top: 2px solid var(--ink); padding-top: var(--s4); line-height: 1.5;
}
.sum strong { font: 600 1.5rem/1.3 var(--mincho); font-variant-numeric: tabular-nums; white-space: nowrap; }
.sum small { color: var(--soft); }
.timeline li { position: relative; padding: 0 0 var(--s4) var(--s5); }
.timeline li::before {
  content: ""; position: absolute; left: 2px; top: .55em; width: 9px; height: 9px; border-radius: 50%;
  background: var(--rule); z-index: 1;
}
.timeline li::after {
  content: ""; position: absolute; left: 6px; top: .9em; bottom: -.6em; width: 1px; background: var(--line);
}
.timeline li:last-child { padding-bottom: 0; } .timeline li:last-child::after { display: none; }
.timeline li:first-child::before { background: var(--shu); box-shadow: 0 0 0 4px var(--shu-wash); }
.timeline li:first-child p { font-weight: 600; }
.timeline time { color: var(--soft); font-size: .8125rem; font-variant-numeric: tabular-nums; }
.actions { display: grid; gap: var(--s3); } .actions .button { width: 100%; flex-direction: column; gap: 0; }
.store-name { font: 600 1.125rem/1.5 var(--mincho); }
.store-links { display: grid; gap: var(--s3); margin: var(--s4) 0 var(--s5); }
.store-links .button {
  justify-content: flex-start; padding-inline: var(--s4); text-align: start; font-size: .9375rem;
}
@media (min-width: 30rem) and (max-width: 55.9rem) { .store-links { grid-template-columns: 1fr 1fr; } }
.card h3 {
  display: flex; align-items: center; gap: var(--s2); font-family: var(--gothic); font-size: .9375rem;
}
.open { font-size: .875rem; font-weight: 600; margin: var(--s1) 0 var(--s2); }
.open--yes { color: var(--midori); }
.open--no { color: var(--soft); }
.hours { width: 100%; border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums; }
.hours th { font-weight: 400; text-align: start; padding: .35rem 0; vertical-align: top; }
.hours td { text-align: end; padding: .35rem 0; white-space: nowrap; }
.hours tr + tr { border-top: 1px solid var(--line); }
.hours th small { color: var(--shu); font-weight: 600; white-space: nowrap; }
.hours .shut { color: var(--soft); }
/* SPDX-License-Identifier: Apache-2.0 */
/* What lies behind the customer's link: the code to scan, choices, the conversation. */
.qr { display: block; width: min(100%, 13.5rem); height: auto; margin: var(--s3) auto; border-radius: 6px; background: #fff; }
.traits { display: flex; flex-wrap: wrap; gap: 0 var(--s3); margin: var(--s1) 0 0; font-size: .8125rem; color: var(--soft); }
.traits div { display: flex; gap: var(--s1); min-width: 0; }
.traits dt::after { content: ":"; }
.traits dd { margin: 0; color: var(--ink); }
.views { display: flex; flex-wrap: wrap; gap: var(--s2); margin-top: var(--s2); }
.columns > div > :empty { display: none; }
.columns > div > [data-part=actions] { min-width: 0; }
.actions form .button { width: 100%; }
.ask--form { justify-items: stretch; text-align: start; }
.ask--form h1 { text-align: center; }
.ask--form form { display: grid; gap: var(--s4); }
.ask--form form + form { border-top: 1px solid var(--line); padding-top: var(--s4); }
.ask--form > .button--quiet { justify-self: center; }
.choices { border: 0; margin: 0; padding: 0; min-width: 0; }
.choices legend { padding: 0; font-weight: 600; font-size: .9375rem; }
.choices .check { border-top: 1px solid var(--line); min-height: 56px; }
.choices .check:first-of-type { border-top: 0; }
.choices .check span { min-width: 0; }
.check input[type=radio] { min-height: 0; padding: 0; }
.card--more .rows a { min-height: 52px; }
.talk form { display: grid; gap: var(--s3); margin-top: var(--s4); }
.talk form .button { justify-self: end; min-width: 8rem; }
.talk .fault:empty { display: none; }
.says { display: grid; gap: var(--s3); margin-top: var(--s3); }
.says:empty { display: none; }
.say {
  max-width: min(34em, 92%); justify-self: start; padding: var(--s2) var(--s4) var(--s3); border-radius: var(--round);
  background: var(--shade); border-end-start-radius: 4px; min-width: 0;
}
.say--mine {
  justify-self: end; background: var(--ai-wash); border-end-start-radius: var(--round); border-end-end-radius: 4px;
}
.say-by {
  display: flex; flex-wrap: wrap; gap: 0 var(--s3); justify-content: space-between; font-size: .8125rem;
  font-weight: 600;
}
.say-by time { font-weight: 400; color: var(--soft); font-variant-numeric: tabular-nums; }
.say--mine .say-by time { color: var(--ink); }
.say-text { white-space: pre-wrap; overflow-wrap: anywhere; }
.push [role=switch] {
  appearance: none; position: relative; width: 48px; height: 28px; border: 2px solid var(--rule); border-radius: 999px;
  background: var(--sheet); transition: background .15s;
}
.push [role=switch]::after {
  content: ""; position: absolute; inset-block-start: 3px; inset-inline-start: 3px; width: 18px; height: 18px;
  border-radius: 50%; background: var(--rule); transition: translate .15s;
}
.push [role=switch]:checked { background: var(--ai); border-color: var(--ai); }
.push [role=switch]:checked::after { background: var(--on-ai); translate: 20px; }
@media (prefers-reduced-motion: reduce) { .push [role=switch], .push [role=switch]::after { transition: none; } }
@media (forced-colors: active) { .push [role=switch], .push [role=switch]::after { appearance: auto; content: none; } }
.push .check { margin-top: var(--s3); }
.push .fine:empty, .push .fault:empty { display: none; }
@media print { .talk form, .card--more, .push { display: none; } }
"""##),
        Asset(name: "work.css", text: ##"""
/* SPDX-License-Identifier: Apache-2.0 */
/* What staff work with, and what the styleguide shows of it: table, dialog, empty state, tag. */
.empty {
  display: grid; justify-items: center; gap: var(--s2); padding: var(--s6) var(--s4); text-align: center;
  color: var(--soft); border: 1.5px dashed var(--rule); border-radius: var(--round);
}
.empty .icon { width: 2.5rem; height: 2.5rem; }
.empty strong { color: var(--ink); }
.tag {
  display: inline-flex; align-items: center; gap: .35em; padding: .1rem .6rem; border-radius: 999px;
  font-size: .8125rem; font-weight: 600; line-height: 1.6; white-space: nowrap;
  background: var(--shade); color: var(--ink);
}
.tag .icon { width: 1.1em; height: 1.1em; }
.tag--ready { background: var(--ai); color: var(--on-ai); }
.tag--done { background: var(--midori-wash); color: var(--midori); }
.tag--late { background: var(--shu-wash); color: var(--shu); }
.dialog {
  width: min(32rem, calc(100vw - 2rem)); padding: var(--s5); border: 1px solid var(--line);
  border-radius: calc(var(--round) + 4px); background: var(--sheet); color: var(--ink);
}
.dialog::backdrop { background: rgba(18, 22, 30, .55); }
.dialog form { display: grid; gap: var(--s4); }
.dialog h2 { margin: 0; }
.dialog-act { display: flex; flex-wrap: wrap; gap: var(--s3); margin-top: var(--s2); }
.dialog-act .button { flex: 1 1 11rem; }
.dialog--camera { width: min(40rem, 92vw); padding: 0; overflow: hidden; }
.dialog--camera video { display: block; width: 100%; }
.dialog--camera .button { width: 100%; border-width: 1.5px 0 0; border-radius: 0; }
.count {
  min-width: 1.6em; margin-inline-start: .4em; padding-inline: .45em; border-radius: 999px; background: var(--shu);
  color: var(--sheet); font-size: .8125rem; line-height: 1.6em; text-align: center; font-variant-numeric: tabular-nums;
}
.person { display: inline-flex; align-items: center; gap: var(--s2); font-size: .875rem; }
.person .button { min-height: 44px; padding-inline: var(--s3); font-size: .875rem; }
.mast nav a[aria-current] { background: var(--ai-wash); color: var(--ai); font-weight: 600; }
.swatches { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: var(--s3); }
.swatch { border: 1px solid var(--line); border-radius: 10px; overflow: hidden; background: var(--sheet); }
.swatch > span { display: block; height: 3rem; }
.swatch > code { display: block; padding: var(--s2) var(--s3); font: 400 .8125rem/1.5 var(--digits); }
.swatch--paper > span { background: var(--paper); } .swatch--sheet > span { background: var(--sheet); }
.swatch--shade > span { background: var(--shade); } .swatch--ink > span { background: var(--ink); }
.swatch--soft > span { background: var(--soft); } .swatch--ai > span { background: var(--ai); }
.swatch--shu > span { background: var(--shu); } .swatch--midori > span { background: var(--midori); }
.guide { display: grid; gap: var(--s4); justify-items: start; }
.guide > .frame, .guide > .empty, .guide > .items, .guide > form { width: 100%; }
.guide-row { display: flex; flex-wrap: wrap; gap: var(--s3); align-items: center; }
.frame {
  position: relative; overflow: auto; max-height: 82vh; border: 1px solid var(--line); border-radius: 10px; background: var(--sheet);
}
.sheet { width: 100%; border-collapse: separate; border-spacing: 0; font-size: .9375rem; line-height: 1.5; }
.sheet th, .sheet td {
  padding: var(--s2) var(--s3); text-align: start; vertical-align: top; border-bottom: 1px solid var(--line);
}
.sheet thead th {
  position: sticky; top: 0; background: var(--shade); font-size: .8125rem; font-weight: 600; white-space: nowrap; z-index: 1;
}
.sheet tbody th { font-weight: 600; }
.sheet tbody th { min-width: 8rem; } .sheet td { min-width: 5.5rem; overflow-wrap: break-word; }
.sheet .tag { margin-block: .1rem; } .fine + .frame, .fine + .empty { margin-top: var(--s3); }
.sheet .number { text-align: end; font-variant-numeric: tabular-nums; min-width: 3rem; white-space: nowrap; }
.sheet tbody tr:last-child > * { border-bottom: 0; }
.sheet tbody tr:hover > * { background: var(--ai-wash); }
.sheet small { display: block; color: var(--soft); }
.sheet time { white-space: nowrap; font-variant-numeric: tabular-nums; }
.sheet tbody th a, .sheet td > a { display: inline-flex; align-items: center; min-height: 44px; margin-block: -.5rem; }
/* SPDX-License-Identifier: Apache-2.0 */
/* The store console: quick to read from an arm's length, on a tablet that is five years old. */
.face-store [hidden] { display: none !important; }
.face-store main { max-width: 84rem; gap: var(--s4); }
.face-store .mast { max-width: 84rem; }
.console { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: end; gap: var(--s2) var(--s4); }
.console h1 { font-size: 1.6rem; }
.console-store { color: var(--soft); font-size: .9375rem; }
.console-state { display: flex; flex-wrap: wrap; align-items: center; gap: var(--s3); font-size: .875rem; }
.console-state .button { min-height: 44px; padding-inline: var(--s4); font-size: .875rem; }
.line { display: inline-flex; align-items: center; gap: var(--s2); color: var(--midori); }
.line:not(:empty)::before { content: ""; width: .6em; height: .6em; border-radius: 50%; background: currentColor; flex: none; }
.line--lost { color: var(--shu); font-weight: 600; }
.tasks { display: grid; gap: var(--s3); }
.task { display: grid; }
.task .button { color: inherit; border-color: currentColor; background: transparent; }
.scanbar { display: flex; flex-wrap: wrap; gap: var(--s2); }
.scanbar label { flex: 1 0 100%; font-weight: 600; font-size: .875rem; }
.scanbar input:not([type=hidden]) { flex: 1 1 10rem; width: auto; min-width: 0; }
.jobs-jump { display: flex; flex-wrap: wrap; gap: var(--s2); }
.jobs-jump .chip b { margin-inline-start: .5em; font-variant-numeric: tabular-nums; }
.jobs-all {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18.5rem, 100%), 1fr)); gap: var(--s5) var(--s4);
  align-items: start;
}
.jobs-title { display: flex; align-items: baseline; gap: var(--s3); margin-bottom: var(--s3); }
.jobs-title b { font: 600 1rem/1 var(--gothic); color: var(--soft); font-variant-numeric: tabular-nums; }
.jobs { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: var(--s3); }
.job {
  display: flex; flex-direction: column; gap: var(--s2); padding: var(--s4); background: var(--sheet);
  border: 1px solid var(--line); border-inline-start: 5px solid var(--rule); border-radius: var(--round);
}
.job--soon { border-inline-start-color: var(--ai); }
.job--late { border-inline-start-color: var(--shu); }
.job--fresh { background: var(--ai-wash); }
.job-due { display: flex; align-items: center; gap: var(--s2); font-size: .875rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.job--late .job-due { color: var(--shu); font-weight: 600; }
.job-who { font: 600 1.1875rem/1.4 var(--mincho); }
.job-who a { color: var(--ink); display: inline-block; padding-block: .6rem; }
.job-who small, .file-who small { font: 400 .8125rem/1 var(--digits); color: var(--soft); }
.job-lines { display: grid; gap: var(--s1); font-size: .9375rem; line-height: 1.5; }
.job-lines li { display: grid; grid-template-columns: 2.2em 1fr; }
.job-lines b { font-variant-numeric: tabular-nums; }
.job-lines b::after { content: " ×"; font-weight: 400; color: var(--soft); }
.job-lines small, .item-count small { color: var(--soft); }
.job-lines small { display: inline-block; }
.job-do { margin-top: auto; padding-top: var(--s2); display: grid; gap: var(--s2); }
.job-do .button, .job-do form { width: 100%; }
.marks { display: flex; flex-wrap: wrap; gap: var(--s2); }
.marks .mark { font-size: .8125rem; line-height: 1.8; color: var(--ink); border-color: var(--rule); white-space: normal; }
.marks .mark--paid { color: var(--midori); border-color: var(--midori); }
.marks .mark--place { background: var(--ai); color: var(--on-ai); border-color: var(--ai); font-weight: 600; }
.job--here { border-color: var(--shu); border-inline-start-color: var(--shu); box-shadow: 0 0 0 2px var(--shu); }
.marks .mark--here { background: var(--shu); border-color: var(--shu); color: var(--sheet); font-weight: 600; }
.marks .mark--coming { background: var(--ai-wash); border-color: var(--ai); color: var(--ai); font-weight: 600; }
.talk { display: grid; gap: var(--s3); }
.talk h2 { margin: 0; }
.talk ol { display: grid; gap: var(--s2); max-height: 22rem; overflow-y: auto; }
.talk li { padding: var(--s2) var(--s3); border-radius: 10px; background: var(--shade); white-space: pre-line; }
.talk li.mine { background: var(--ai-wash); margin-inline-start: var(--s5); }
.talk li small { display: block; color: var(--soft); }
.talk .mine small { color: var(--ai); }
.talk form { display: grid; gap: var(--s3); }
.said { font-size: .875rem; line-height: 1.6; padding-inline-start: var(--s3); border-inline-start: 3px solid var(--line); }
.said b { font-weight: 600; color: var(--soft); }
.waits {
  display: flex; gap: var(--s2); padding: var(--s2) var(--s3); border: 1.5px dashed var(--ai); border-radius: 10px;
  background: var(--ai-wash); color: var(--ai); font-weight: 600; font-size: .9375rem;
}
.calm { color: var(--soft); }
.columns--file { gap: var(--s4); }
.file { display: grid; gap: var(--s3); }
.file-who { font: 600 1.6rem/1.4 var(--mincho); }
.file-place b { font-size: 1.5rem; }
.file-print { display: flex; flex-wrap: wrap; gap: var(--s2); }
.file .button { min-height: 44px; font-size: .9375rem; padding-inline: var(--s4); }
.do, .act, .pick, .handover { display: grid; gap: var(--s4); }
.act h2, .pick h2, .handover h2 { margin: 0; }
.act-row, .pick-tools { display: flex; flex-wrap: wrap; gap: var(--s3); }
.act-row .button { flex: 1 1 12rem; }
.pick-tools:not(:has(> :not([hidden]))) { display: none; }
.typing { flex: 1 1 14rem; }
.pick-count { display: flex; flex-wrap: wrap; align-items: center; gap: var(--s2); margin-top: var(--s2); font-variant-numeric: tabular-nums; }
.pick-count label { font-size: .875rem; color: var(--soft); }
.pick-line .field { margin-top: var(--s2); }
.pick-line .field label { font-weight: 400; font-size: .8125rem; color: var(--soft); }
.pick-line--full .pick-count b { color: var(--midori); }
.pick-line--full .field { display: none; }
.stepper { display: inline-flex; gap: var(--s1); }
.stepper input { width: 4.5rem; text-align: center; font-weight: 600; font-variant-numeric: tabular-nums; }
.stepper .button { min-width: 48px; padding: 0; font-size: 1.25rem; }
.scan-word { font-weight: 600; color: var(--midori); min-height: 1.75em; }
.scan-word--bad { color: var(--shu); }
.levels { width: 100%; border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums; }
.levels th, .levels td { padding: var(--s2); text-align: end; border-top: 1px solid var(--line); }
.levels th:first-child { text-align: start; font-weight: 400; }
.levels thead th { border-top: 0; color: var(--soft); font-size: .8125rem; font-weight: 600; }
.levels th a { display: inline-flex; align-items: center; min-height: 44px; }
.levels .differs td { color: var(--shu); font-weight: 600; }
.wide { overflow-x: auto; }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: var(--s2); margin: var(--s4) 0 var(--s2); text-align: center; }
.figures div { background: var(--shade); border-radius: 10px; padding: var(--s3) var(--s1); }
.figures dt { font-size: .8125rem; color: var(--soft); }
.figures dd { margin: 0; font: 600 1.5rem/1.3 var(--gothic); font-variant-numeric: tabular-nums; }
.card .item-title { display: block; margin: 0; font-size: 1.125rem; }
.card .item-title::before { display: none; }
.face-store .item { display: flex; gap: var(--s4); }
.job-to { display: flex; gap: .4em; } .job-to .icon { margin-top: .05em; color: var(--shu); }
@media (max-width: 48rem) {
  .face-store .mast { flex-wrap: wrap; row-gap: 0; }
  .face-store .brand { white-space: nowrap; }
  .face-store .mast nav { gap: 0 var(--s1); justify-content: flex-start; margin-inline: calc(-1 * var(--s2)); }
  .face-store .mast nav a { padding-inline: var(--s2); }
  .face-store .person { gap: 0; padding-inline-start: var(--s2); }
  .figures { grid-template-columns: repeat(2, 1fr); }
}
/* SPDX-License-Identifier: Apache-2.0 */
/* What the console prints: the pick list on A5, the label on a roll of 80 mm. Paper is white and ink is black, on the
   screen too, so that it is seen as it will be. */
.paper { background: #fff; color: #000; border: 1px solid var(--line); padding: 8mm; width: 148mm; max-width: 100%; margin: 0 auto; }
.paper h1 {
  font-size: 1.5rem; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical;
  -webkit-line-clamp: 4; overflow: hidden; text-wrap: wrap;
}
.paper small, .paper .fine, .paper dt { color: #333; }
.paper-head { display: flex; justify-content: space-between; gap: 6mm; align-items: flex-start; }
.paper-head > div { min-width: 0; }
.paper-facts { display: flex; flex-wrap: wrap; gap: 2mm 8mm; margin: 4mm 0; }
.paper-facts div { display: grid; }
.paper-facts dt { font-size: .75rem; }
.paper-facts dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
.paper-lines { width: 100%; border-collapse: collapse; table-layout: fixed; }
.paper-lines th, .paper-lines td { border-top: 1px solid #000; padding: 2mm 1mm; text-align: center; vertical-align: top; overflow-wrap: anywhere; }
.paper-lines th:first-child { text-align: start; width: 72%; font-weight: 400; }
.paper-lines tr { break-inside: avoid; }
.paper-lines td b { font-size: 1.25rem; }
.paper-box::before { content: ""; display: inline-block; width: 6mm; height: 6mm; border: 1px solid #000; }
.paper-note { overflow-wrap: anywhere; border: 1px solid #000; padding: 2mm; max-height: 40mm; overflow: hidden; }
.bars { display: block; width: 100%; fill: #000; background: #fff; }
.paper-bars { display: block; width: 40mm; }
.paper-bars .bars { width: 37.3mm; height: 12mm; }
.paper-bars small { display: block; text-align: center; font: 400 .75rem/1.4 var(--digits); }
.tag-bars { text-align: center; flex: none; }
.tag-bars .bars { width: 56mm; height: 13mm; margin: 0 auto; }
.tag-bars b { font: 600 1rem/1.4 var(--digits); letter-spacing: .1em; }
.paper--label h1 { -webkit-line-clamp: 2; }
.paper--label { width: 80mm; padding: 4mm; display: grid; gap: 2mm; }
.paper--label .paper-facts { margin: 0; gap: 1mm 4mm; }
.label-place { font: 700 2.125rem/1.1 var(--digits); overflow-wrap: anywhere; max-height: 2.2em; overflow: hidden; }
.print-tools { text-align: center; }
@page pick-list { size: A5 portrait; margin: 8mm; }
@page label { size: 80mm 100mm; margin: 2mm; }
@media print {
  body:has(.paper) { page: pick-list; background: #fff; }
  body:has(.paper--label) { page: label; }
  body:has(.paper) :is(.mast, .foot, .skip, .print-tools) { display: none; }
  body:has(.paper) main { display: block; padding: 0; margin: 0; max-width: none; }
  .paper { border: 0; padding: 0; width: auto; margin: 0; }
}
/* SPDX-License-Identifier: Apache-2.0 */
/* Head office: filters, forms in columns. */
.face-office .mast { max-width: 90rem; flex-wrap: wrap; }
.face-office .mast nav { flex-wrap: wrap; align-items: center; gap: 0 var(--s1); }
.face-office main { max-width: 90rem; }
.office-title {
  font-size: 1.5rem; display: flex; gap: var(--s3); align-items: center; flex-wrap: wrap; font-variant-numeric: tabular-nums;
}
.filters {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(min(12rem, 100%), 1fr)); gap: var(--s3);
  align-items: end; background: var(--sheet); border: 1px solid var(--line); border-radius: var(--round);
  padding: var(--s4);
}
.filters > .field { align-self: start; }
.filters-wide { grid-column: 1 / -1; }
.filters-more { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(12rem, 100%), 1fr)); gap: var(--s3); }
.filters details summary { border-top: 0; }
.filters-act { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: var(--s2); }
.check input[type=radio] { min-height: 24px; padding: 0; }
input[type=file] { padding: 6px; }
::file-selector-button {
  font: inherit; min-height: 32px; margin-inline-end: var(--s3); padding: 0 var(--s4); color: var(--ai);
  background: var(--sheet); border: 1.5px solid var(--ai); border-radius: 999px;
}
.code-link { font-family: var(--digits); white-space: nowrap; }
.empty + form, .frame + form { margin-top: var(--s4); }
.pages { display: flex; justify-content: space-between; gap: var(--s3); }
.pages .button:only-child { margin-inline-start: auto; }
.columns--office .card { min-width: 0; }
.columns--office .facts div { flex-wrap: wrap; gap: 0 var(--s3); } .columns--office .sum { margin-top: var(--s3); border-top: 0; padding-top: 0; }
@media (min-width: 75rem) { .columns--office { grid-template-columns: minmax(0, 1fr) 26rem; } }
@media (max-width: 74.9rem) { .columns--office { grid-template-columns: minmax(0, 1fr); } }
.form { display: grid; gap: var(--s4); }
.form-columns .field { align-content: start; }
.form-columns { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); gap: var(--s4); }
.form .number { text-align: end; font-variant-numeric: tabular-nums; }
.form-act { display: flex; flex-wrap: wrap; gap: var(--s3); align-items: center; }
.secret { font: 600 1.25rem/1.6 var(--digits); overflow-wrap: anywhere; user-select: all; }
.tally { display: grid; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); gap: var(--s3); }
.tally div { background: var(--shade); border-radius: 10px; padding: var(--s3); }
.tally dt { font-size: .8125rem; color: var(--soft); }
.tally dd { margin: 0; font: 600 1.25rem/1.4 var(--gothic); font-variant-numeric: tabular-nums; }
.choices { border: 0; margin: 0; padding: 0; min-width: 0; } .choices legend { font-weight: 600; font-size: .9375rem; padding: 0; }
.form-act progress { accent-color: var(--ai); width: 12rem; max-width: 100%; } .form-act progress[hidden] { display: none; }
.face-office main, .columns--office > div { grid-template-columns: minmax(0, 1fr); }
.differences { display: grid; gap: var(--s1); margin: var(--s2) 0 0; padding: 0; list-style: none; font-size: .9375rem; overflow-wrap: anywhere; }
.differences del { color: var(--soft); } .differences ins { text-decoration: none; font-weight: 600; }
.sheet details summary { border-top: 0; min-height: 44px; }
.office-part { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s5); }
.progress { display: grid; gap: var(--s2); margin: var(--s3) 0; font-variant-numeric: tabular-nums; }
.progress progress { width: 100%; height: 14px; accent-color: var(--ai); }
.progress p { font: 600 1.25rem/1.4 var(--gothic); }
.form--sections { gap: var(--s5); }
.form-line { display: grid; grid-template-columns: repeat(2, minmax(8rem, 1fr)) auto; gap: var(--s2); align-items: center; }
.arm { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); gap: var(--s3); max-width: 30rem; }
.card-act { margin-top: var(--s4); }
.card--quiet { padding-block: var(--s2); } .card--quiet summary { border-top: 0; }
.cards--pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: var(--s5); align-items: start; }
.signature { display: block; font-weight: 400; }
.subject { font-weight: 600; margin-inline-end: var(--s2); }
.card > .fine + :is(.form-columns, .form), .card > .fine + p + .form { margin-top: var(--s4); }
.sheet .button { white-space: nowrap; }
@media (max-width: 60rem) { .form-line { grid-template-columns: minmax(0, 1fr); } .sheet:has(.form-line) { table-layout: fixed; } }
.record { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s2); padding-block: var(--s4); border-top: 1px solid var(--line); }
.record h3 { font-size: 1.125rem; } .record h3 small { font: 400 .8125rem/1 var(--gothic); color: var(--soft); }
.record .id { font: 400 .8125rem/1.9 var(--digits); overflow-wrap: anywhere; } .record .typed { white-space: pre-line; overflow-wrap: anywhere; }
.facts dd { overflow-wrap: anywhere; } .tail { white-space: nowrap; font-size: .8125rem; color: var(--soft); font-weight: 400; }
.record:first-of-type { border-top: 0; } .record + .record { margin-top: 0; } .card > p > a { display: inline-flex; align-items: center; min-height: 44px; }
.asking summary { border-top: 0; min-height: 44px; } .asking .form { gap: var(--s3); padding-bottom: var(--s3); }
"""##),
        Asset(name: "chat.js", text: ##"""
// SPDX-License-Identifier: Apache-2.0
// Sends what is written in <form data-chat> without leaving the page; what comes back is the page itself. Without this
// module the form is a form.
import { renew } from "./live.js";

const form = document.querySelector("form[data-chat]");

async function send(form) {
  const field = form.elements.text;
  const button = form.querySelector("button");
  const fault = form.querySelector("[data-fault]");
  button.disabled = true;
  fault.textContent = "";
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok) {
      field.value = "";
      // A new word has a new key; the same word, sent again after a failure, has the same.
      form.elements.key.value = page.querySelector("form[data-chat]").elements.key.value;
      renew(page);
    } else {
      fault.textContent = page.querySelector("main .notice--bad p, main h1")?.innerText ?? field.dataset.lost;
    }
  } catch {
    fault.textContent = field.dataset.lost;
  } finally {
    button.disabled = false;
    field.focus({ preventScroll: true });
  }
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  send(form);
});
"""##),
        Asset(name: "dialog.js", text: ##"""
// SPDX-License-Identifier: Apache-2.0
// Asks once more before something is done that cannot be taken back. A form, or the button that sends it, carries the
// question: data-ask-title, data-ask-text, data-ask-yes, and in data-ask-when a selector that must find something in the
// form. Escape and the plain button leave all as it is; the browser gives the focus back. Without this module the form is
// sent as it stands.

const dialog = document.getElementById("ask");

/** Asks; true when the answer is yes. */
export function ask({ askTitle, askText, askYes }) {
  dialog.querySelector("h2").textContent = askTitle;
  dialog.querySelector("h2 + p").textContent = askText;
  dialog.querySelector("button[value=yes]").textContent = askYes;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true });
  });
}

function question(form, button) {
  const asker = [button, form].find((part) => part?.dataset.askTitle);
  if (!asker) return null;
  const when = asker.dataset.askWhen;
  return !when || form.querySelector(when) ? asker.dataset : null;
}

// Before anybody else hears that the form is sent.
document.addEventListener(
  "submit",
  async (event) => {
    const [form, button] = [event.target, event.submitter];
    // A browser that knows no dialogs sends the form as it stands.
    if (!dialog?.showModal || form === dialog.firstElementChild || form.dataset.asking === "yes") return;
    const asked = question(form, button);
    if (!asked) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (dialog.open) return;
    // While somebody is asked, the page around it stays as it was (live.js).
    form.dataset.asking = "open";
    const isYes = await ask(asked);
    form.dataset.asking = "yes";
    if (isYes) form.requestSubmit(button);
    delete form.dataset.asking;
  },
  true,
);

document.addEventListener("click", (event) => {
  const name = event.target.closest?.("button[data-open]")?.dataset.open;
  if (name) document.getElementById(name).showModal();
});
"""##),
        Asset(name: "live.js", text: ##"""
// SPDX-License-Identifier: Apache-2.0
// Keeps a page as new as the house. <main data-live="…/events" data-page="…"> names the stream that says when something
// changed, and the address of the page to read anew. Parts that may change carry data-part with a name of their own; one
// in which somebody is writing, choosing or being asked is left alone until they are done; to one with data-grow only what is new
// is added, so that it keeps its place and is read aloud once.

const main = document.querySelector("main[data-live]");
// Forms that were sent: what stands in them is no longer being written.
const sent = new Set();
let title = "";

/** Puts the parts of a newer page in place of the older ones; tells those who listen. `form` was sent just before. */
export function renew(newer, form) {
  if (form) sent.add(form);
  let changed = newer.title !== title;
  if (changed) document.title = title = newer.title;
  for (const part of document.querySelectorAll("[data-part]")) {
    const other = newer.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);
    if (!other || other.outerHTML === part.outerHTML || isBusy(part)) continue;
    if ("grow" in part.dataset) {
      changed = grow(part, other) || changed;
      continue;
    }
    unfold(part, other);
    const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.replaceWith(document.adoptNode(other));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    changed = true;
  }
  if (form) sent.delete(form);
  if (changed) document.dispatchEvent(new CustomEvent("renewed"));
}

function grow(part, other) {
  const known = new Set([...part.children].map((child) => child.id));
  const added = [...other.children].filter((child) => !known.has(child.id));
  part.append(...added.map((child) => document.adoptNode(child)));
  return added.length > 0;
}

function isBusy(part) {
  if (part.querySelector("dialog[open], form[data-asking]")) return true;
  if ([...sent].some((form) => part.contains(form))) return false;
  const active = document.activeElement;
  if (part.contains(active) && active.matches("input:not([type=hidden]), textarea, select")) return true;
  return [...part.querySelectorAll("input:not([type=hidden]), select, textarea")].some(isChanged);
}

/** Whether somebody has typed, ticked or chosen something that the page did not come with. */
function isChanged(field) {
  if (field.matches("select")) {
    const first = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(0, first);
  }
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}

/** Unfolds in a newer part what is unfolded in the older one. */
function unfold(part, other) {
  const open = new Set([...part.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent));
  for (const summary of other.querySelectorAll("summary")) {
    if (open.has(summary.textContent)) summary.parentElement.open = true;
  }
}

let reading = null;
let again = false;
let isLost = false;

/** Reads the page anew; what changes meanwhile is read once more. It is over when the page is as new as the call. */
export function refresh(form) {
  if (form instanceof HTMLFormElement) sent.add(form);
  again = true;
  reading ??= read().finally(() => {
    reading = null;
    // Somebody asked when the last reading had just ended.
    return again && !isLost ? refresh() : undefined;
  });
  return reading;
}

async function read() {
  isLost = false;
  try {
    while (again) {
      again = false;
      const answer = await fetch(main.dataset.page, { headers: { Accept: "text/html" } });
      if (answer.redirected) return location.assign(answer.url);
      if (answer.ok) renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
    }
  } catch {
    isLost = true;
    // Without a network the page stays as it is; the stream comes back first, and then it is read again.
  } finally {
    sent.clear();
  }
}

function tell(isLive) {
  document.documentElement.dataset.connection = isLive ? "live" : "lost";
  document.dispatchEvent(new CustomEvent("connection", { detail: { isLive } }));
}

if (main) {
  const stream = new EventSource(main.dataset.live);
  let wasLost = false;
  stream.addEventListener("open", () => {
    tell(true);
    // What happened while nobody listened is in the page that is read now.
    if (wasLost) refresh();
    wasLost = false;
  });
  stream.addEventListener("error", () => {
    wasLost = true;
    tell(false);
  });
  stream.addEventListener("change", refresh);
  // Between the page and the stream something may have happened; the stream's first word closes the gap. Where it knows
  // that nothing has, it says "current" instead.
  stream.addEventListener("here", refresh);
  addEventListener("pageshow", (event) => event.persisted && refresh());
}
"""##),
        Asset(name: "near.js", text: ##"""
// SPDX-License-Identifier: Apache-2.0
// Sorts the stores of a shop page by their distance from the reader, when the reader asks for it. Only a rough position
// (two decimals, about a kilometre) leaves the browser, and only to this service.

const button = document.querySelector("button[data-near]");
const note = document.querySelector("[data-near-note]");

function show({ coords }) {
  const url = new URL(location.href);
  url.searchParams.set("near", `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`);
  url.searchParams.delete("store");
  url.hash = "shelves";
  location.assign(url);
}

function failed() {
  button.disabled = false;
  note.textContent = note.dataset.nearNote;
}

if (button && note && "geolocation" in navigator) {
  button.hidden = note.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(show, failed, { maximumAge: 600_000, timeout: 10_000 });
  });
}
"""##),
        Asset(name: "push-worker.js", text: ##"""
// SPDX-License-Identifier: Apache-2.0
// Shows what the house tells by push, and opens the customer's page when it is touched. It keeps nothing and answers for no
// page: without it everything is as before.

addEventListener("install", () => skipWaiting());

addEventListener("push", (event) => {
  event.waitUntil(show(event.data));
});

/** Browsers ask that every message be shown; one that cannot be read is shown as plain news. */
async function show(data) {
  let said = {};
  try {
    said = data.json();
  } catch {
    // The page itself says what is new.
  }
  await registration.showNotification(said.title ?? "取り置き", {
    body: said.body ?? "", lang: said.lang ?? "ja", tag: said.tag ?? "", renotify: Boolean(said.tag),
    data: { link: said.link ?? "" },
  });
}

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.link));
});

/** Brings the page to the front where it is open already; opens it where it is not. */
async function open(link) {
  if (!link) return;
  const url = new URL(link, location.origin);
  // A message is sealed by whoever has the keys; still nothing but our own pages is opened.
  if (url.origin !== location.origin) return;
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((one) => new URL(one.url).pathname === url.pathname);
  await (page ? page.focus() : clients.openWindow(url.href));
}
"""##),
        Asset(name: "push.js", text: ##"""
// SPDX-License-Identifier: Apache-2.0
// The switch by which a customer lets this device tell of the reservation. Shown only where the browser has push and its
// owner has not said no. The device subscribes once for all links it opens; what it is told of, the house keeps.

const card = document.querySelector("[data-push]");
const field = card?.querySelector("input");
const { worker, scope, key } = card?.dataset ?? {};

/** Reads base64url into bytes. */
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

/** Names an address as the house does: 12 bytes of its SHA-256 in base64url. */
async function mark(endpoint) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint)));
  return btoa(String.fromCharCode(...hash.slice(0, 12))).replaceAll("+", "-").replaceAll("/", "_");
}

/** Tells whether a subscription was made for the key of this house; one for another key reaches nobody. */
function fits(subscription) {
  const made = subscription.options?.applicationServerKey;
  if (!made) return true;
  const [theirs, ours] = [new Uint8Array(made), bytes(key)];
  return theirs.length === ours.length && theirs.every((byte, place) => byte === ours[place]);
}

async function current() {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  const subscription = await registration?.pushManager.getSubscription();
  return subscription && fits(subscription) ? subscription : null;
}

/** Waits for the worker to run, then subscribes. */
async function subscribe() {
  const registration = await navigator.serviceWorker.register(worker, { scope });
  const starting = registration.installing ?? registration.waiting;
  if (!registration.active && starting) {
    await new Promise((done) =>
      starting.addEventListener("statechange", () => starting.state === "activated" && done()),
    );
  }
  const old = await registration.pushManager.getSubscription();
  if (old && fits(old)) return old;
  await old?.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
}

async function send(wish, subscription) {
  const { endpoint, keys } = subscription.toJSON();
  const body = new URLSearchParams({ wish, endpoint, p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" });
  const answer = await fetch(`${card.dataset.push}?lang=${card.dataset.lang}`, {
    method: "POST", body, redirect: "manual",
  });
  // Done is answered by the way to the page, which is open already.
  if (answer.type !== "opaqueredirect") throw new Error(`${answer.status}`);
}

async function set(isWanted) {
  const said = card.querySelector("[data-said]");
  const fault = card.querySelector("[data-fault]");
  said.textContent = fault.textContent = "";
  field.disabled = true;
  try {
    if (isWanted && (await Notification.requestPermission()) !== "granted") {
      field.checked = false;
      fault.textContent = fault.dataset.denied;
      return;
    }
    const subscription = isWanted ? await subscribe() : await current();
    if (subscription) await send(isWanted ? "tell" : "stop", subscription);
    said.textContent = isWanted ? said.dataset.on : said.dataset.off;
  } catch {
    field.checked = !isWanted;
    fault.textContent = fault.dataset.lost;
  } finally {
    field.disabled = false;
  }
}

async function show() {
  const hasPush = window.isSecureContext && "serviceWorker" in navigator && "PushManager" in window;
  if (!hasPush || !("Notification" in window) || Notification.permission === "denied") return;
  const subscription = await current();
  const told = card.dataset.told.split(" ");
  field.checked = subscription !== null && told.includes(await mark(subscription.endpoint));
  field.addEventListener("change", () => set(field.checked));
  card.hidden = false;
}

// A browser that keeps workers away from this page (a private window) has no push either: the switch stays hidden.
if (card) show().catch(() => {});
"""##),
        Asset(name: "queue.js", text: ##"""
// SPDX-License-Identifier: Apache-2.0
// Sends what a clerk does, in order, each action once. A form marked data-queue is not sent by the browser: what it would
// send is first written down (IndexedDB) and then posted with Accept: application/json. Without a network it waits, also
// through a reload; the key in it (Idempotency-Key) makes it harmless when an answer was lost and it is sent again. What
// the house refuses becomes a task on the page, until somebody has seen it.
import { refresh } from "./live.js";
import { say, sound, words } from "./store.js";
import { toast } from "./toast.js";

const person = words.person;
const opened = new Promise((done, failed) => {
  const request = indexedDB.open("torioki-store", 1);
  request.onupgradeneeded = () => {
    const actions = request.result.createObjectStore("actions", { keyPath: "order", autoIncrement: true });
    actions.createIndex("id", "id", { unique: true });
  };
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});

async function change(mode, work) {
  const database = await opened;
  return new Promise((done, failed) => {
    const transaction = database.transaction("actions", mode);
    const request = work(transaction.objectStore("actions"));
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = () => failed(transaction.error);
  });
}
const all = () => change("readonly", (actions) => actions.getAll());
const keep = (action) => change("readwrite", (actions) => actions.put(action));
const forget = (action) => change("readwrite", (actions) => actions.delete(action.order));
const isMine = (action) => action.person === person;

/** Writes an action down; one that waits already under the same key is not written twice. */
async function add(action) {
  const before = await change("readonly", (actions) => actions.index("id").get(action.id));
  // The newest word under a key is the one that is meant; its place in the row stays.
  if (before) await forget(before);
  await keep(before?.state === "waits" ? { ...action, order: before.order } : action);
}

const post = (action) =>
  fetch(action.url, {
    method: "POST",
    body: action.body,
    redirect: "manual",
    cache: "no-store",
    headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" },
  });

let isSignedOut = false;
// How the actions fared that were sent, by their ids.
const outcomes = new Map();

/** Sends what waits, the oldest first, and stops at the first that cannot be sent now. */
async function send() {
  await navigator.locks.request("torioki-queue", async () => {
    for (const action of (await all()).filter((action) => action.state === "waits" && isMine(action))) {
      let answer;
      try {
        answer = await post(action);
      } catch {
        return;
      }
      const said = await answer.json().catch(() => null);
      if (answer.ok && said) {
        isSignedOut = false;
        await forget(action);
        outcomes.set(action.id, said);
        settle(action);
        continue;
      }
      isSignedOut = answer.status === 401;
      // What is no word of ours, such as the page of a proxy in between, says nothing about the action.
      if (!said || said.retry) return;
      await keep({ ...action, state: "refused", why: said.detail || said.title || String(answer.status) });
      outcomes.set(action.id, { refused: true });
      sound("bad");
    }
  });
}

let sending = Promise.resolve();
/** Sends, and shows what is left. */
function flush() {
  sending = sending.then(send).then(show);
  return sending;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-queue]")) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  const button = event.submitter;
  const fields = new FormData(form, button);
  const action = {
    id: fields.get("key"),
    url: button?.getAttribute("formaction") || form.getAttribute("action"),
    body: new URLSearchParams(fields).toString(),
    label: button?.dataset.label || form.dataset.label,
    step: button?.dataset.step || form.dataset.step,
    job: form.closest("[data-job]").dataset.job,
    href: form.closest("[data-job]").querySelector("a[data-warm]")?.getAttribute("href") || location.pathname,
    who: form.closest("[data-job]").querySelector("bdi")?.textContent || "",
    madeAt: new Date().toISOString(),
    person,
    state: "waits",
  };
  try {
    await add(action);
  } catch {
    // A browser that keeps nothing can still send.
    const key = document.createElement("input");
    Object.assign(key, { type: "hidden", name: "key", value: action.id });
    form.append(key);
    form.action = action.url;
    form.submit();
    return;
  }
  await flush();
  const fared = outcomes.get(action.id);
  outcomes.delete(action.id);
  delete form.dataset.sending;
  if (fared?.url) await go(fared, form);
  else if (fared?.refused) await again();
  else toast(say("kept", { what: action.label }));
});

/** Reads the page anew when what was done earlier is sent at last: what stands in its form is no longer being written. */
function settle({ id }) {
  const form = document.querySelector(`[name=key][value="${CSS.escape(id)}"]`)?.form;
  if (form && !form.dataset.sending && document.querySelector("main[data-page]")) refresh(form);
}

/** Goes where the browser would have been led. Where that is this page it is only read anew, and says what was done. */
async function go({ url, said }, form) {
  const to = new URL(url, location.href);
  if (to.pathname !== location.pathname || !document.querySelector("main[data-page]")) return location.assign(to);
  document.querySelector("main > .notice--good")?.remove();
  await refresh(form);
  await show();
  if (document.activeElement === document.body) stand();
  toast(said);
}

/** Stands at the head of the page when what had the focus is gone. */
function stand() {
  const head = document.querySelector("main h1");
  head.tabIndex = -1;
  head.focus({ preventScroll: true });
}

/** Reads the page anew after a refusal: it does not show how things stand. */
async function again() {
  if (document.querySelector("main[data-page]")) await refresh();
  await show();
  document.getElementById("tasks").scrollIntoView({ block: "nearest" });
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** Shows on the page what waits and what was refused. */
async function show() {
  const actions = await all();
  for (const shown of document.querySelectorAll(".waits")) shown.remove();
  for (const hidden of document.querySelectorAll("[data-queued]")) {
    hidden.hidden = hidden.dataset.queued === "hidden";
    delete hidden.dataset.queued;
  }
  const waiting = actions.filter((action) => action.state === "waits" && isMine(action));
  for (const action of waiting) mark(action);
  const tasks = document.getElementById("tasks");
  if (!tasks) return;
  tasks.replaceChildren();
  if (isSignedOut && waiting.length) {
    const note = element("div", "notice notice--bad", "");
    const way = element("a", "", say("sign-in"));
    way.href = words.signIn;
    note.append(way);
    tasks.append(note);
  }
  if (actions.some((action) => action.state === "waits" && !isMine(action))) {
    tasks.append(element("div", "notice notice--bad", say("other")));
  }
  for (const action of actions.filter((action) => action.state === "refused")) tasks.append(task(action));
  tasks.hidden = !tasks.childElementCount;
}

/** Marks the card or page of an action that waits, and shows what may be done after it. */
function mark(action) {
  for (const place of document.querySelectorAll(`[data-job="${CSS.escape(action.job)}"]`)) {
    const note = element("p", "waits", say("waits", { what: action.label }));
    const before = place.querySelector(".job-do, #do") || place;
    before.prepend(note);
    const steps = [action.step];
    // What is made ready was accepted and picked with it.
    if (action.step === "ready") steps.push("accept", "pick");
    for (const form of place.querySelectorAll("form[data-queue]")) {
      if (steps.includes(form.dataset.step)) turn(form, true);
    }
    for (const after of place.querySelectorAll(`[data-after="${CSS.escape(action.step)}"]`)) turn(after, false);
  }
}

function turn(part, isHidden) {
  part.dataset.queued ??= part.hidden ? "hidden" : "shown";
  part.hidden = isHidden;
}

function task(action) {
  const note = element("div", "notice notice--bad task", "");
  note.setAttribute("role", "alert");
  const what = action.who ? `${action.label}（${action.who}）` : action.label;
  note.append(element("p", "", say("refused", { what, why: action.why })));
  const row = element("p", "act-row", "");
  const way = element("a", "button button--plain", say("open"));
  way.href = action.href;
  const seen = element("button", "button button--quiet", say("dismiss"));
  seen.type = "button";
  seen.addEventListener("click", async () => {
    await forget(action);
    await show();
  });
  row.append(way, seen);
  note.append(row);
  return note;
}

// What waits is seen at once, before the next try to send it has come to its end.
show();
document.addEventListener("renewed", show);
document.addEventListener("connection", (event) => event.detail.isLive && flush());
addEventListener("online", flush);
addEventListener("pageshow", flush);
// A network that came back without a word is found out.
setInterval(async () => {
  const waits = (await all()).some((action) => action.state === "waits" && isMine(action));
  if (waits && navigator.onLine && !document.hidden) flush();
}, 10_000);
"""##),
        Asset(name: "scan.js", text: ##"""
// SPDX-License-Identifier: Apache-2.0
// Hears scanners. A scanner is a keyboard that types fast and ends with Enter: it is heard anywhere on the page, but not
// while somebody types in a field. What it read counts up a line of the pick, fills the field of a hand-over, adds to
// the count of a shelf, or leads to the counter. The camera and typing lead the same way.
import { say, sound, words } from "./store.js";

const longestPause = 200;
const shortestCode = 4;
let [buffer, last] = ["", 0];

const field = (node) => node instanceof Element && node.closest("input, textarea, select, [contenteditable]");
const shown = (selector) => [...document.querySelectorAll(selector)].find((part) => !part.closest("[hidden]"));

document.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const inField = field(event.target);
    if (event.key === "Enter") {
      const code = event.timeStamp - last <= longestPause ? buffer : "";
      buffer = "";
      if (code.length >= shortestCode && document.querySelector("dialog[open]")) {
        // A question is answered by a person: neither its button nor the page behind it is meant.
        event.preventDefault();
        sound("bad");
      } else if (inField) {
        typed(event, inField, code);
      } else if (code.length >= shortestCode) {
        // The button that has the focus is not meant.
        event.preventDefault();
        take(code);
      }
      return;
    }
    if (event.key.length !== 1) return;
    if (event.timeStamp - last > longestPause) buffer = "";
    buffer += event.key;
    last = event.timeStamp;
  },
  true,
);

/**
 * Enter in a field of the pick sends nothing: the sheet is sent by its buttons. What a scanner typed into the field of
 * the place, where the focus goes after the last unit, is an article unless it looks like a shelf's name.
 */
function typed(event, input, code) {
  if (!input.closest("[data-pick]") || input.matches("textarea, select")) return;
  event.preventDefault();
  if (input.name === "staging" && isArticle(input.form, code)) {
    input.value = input.value.endsWith(code) ? input.value.slice(0, -code.length) : input.value;
    return take(code);
  }
  if (input.closest("[data-typing]") && input.value.trim()) {
    take(input.value.trim());
    input.value = "";
  }
}

/** Does with a code what the page is for. */
function take(code) {
  const sheet = shown("[data-pick]");
  if (sheet) return count(sheet, code);
  const into = shown("[data-scan-into]");
  if (into) {
    into.value = code;
    sound("good");
    if (into.dataset.scanInto === "submit") return into.form.requestSubmit();
    word(into.closest("form"), say("read"), true);
    return into.form.querySelector("button[name=key]").focus();
  }
  const list = shown("[data-scan-count]");
  if (list) return add(list, code);
  location.assign(`${words.counter}${words.counter.includes("?") ? "&" : "?"}q=${encodeURIComponent(code)}`);
}

function word(place, text, isGood) {
  const line = place?.querySelector("[data-scan-word]");
  if (!line) return;
  line.textContent = text;
  line.classList.toggle("scan-word--bad", !isGood);
}

/** All the ways in which one code may be written: a GTIN has 14 digits in the house, fewer under its bars. */
function ways(code) {
  const plain = code.trim().toUpperCase();
  return /^\d{8,14}$/.test(plain) ? [plain, plain.padStart(14, "0")] : [plain];
}

/** Tells an article's code: one of the sheet's, or a GTIN with its check digit (GS1 General Specifications 7.9). */
function isArticle(sheet, code) {
  const meant = ways(code);
  const own = [...sheet.querySelectorAll("[data-codes]")].flatMap((line) => line.dataset.codes.split("\n"));
  if (own.some((one) => meant.includes(one.toUpperCase()))) return true;
  if (!/^(\d{8}|\d{12,14})$/.test(code)) return false;
  const sum = [...code].reverse().reduce((sum, digit, place) => sum + Number(digit) * (place % 2 ? 3 : 1), 0);
  return sum % 10 === 0;
}

/** Counts up the line to which a code belongs; says so when there is none. */
function count(sheet, code) {
  const meant = ways(code);
  const lines = [...sheet.querySelectorAll("[data-codes]")].filter((line) =>
    line.dataset.codes.split("\n").some((own) => meant.includes(own.toUpperCase())),
  );
  if (!lines.length) {
    sound("bad");
    return word(sheet, say("stranger", { code }), false);
  }
  const open = lines.find((line) => number(line) < Number(line.dataset.need));
  const line = open || lines[0];
  const name = line.querySelector(".item-name").textContent.trim();
  if (!open) {
    sound("bad");
    return word(sheet, say("enough", { name }), false);
  }
  set(line, number(line) + 1);
  sound("good");
  word(sheet, say("counted", { name, found: number(line), need: line.dataset.need }), true);
  line.scrollIntoView({ block: "nearest" });
  finish(sheet);
}

const input = (line) => line.querySelector("input[name^=found-]");
const number = (line) => Number(input(line)?.value) || 0;

function set(line, units) {
  if (!input(line)) return;
  input(line).value = String(Math.max(0, Math.min(units, Number(line.dataset.need))));
  line.classList.toggle("pick-line--full", number(line) === Number(line.dataset.need));
}

/** When all is in hand, what is missing is the place; then the button. */
function finish(sheet) {
  const lines = [...sheet.querySelectorAll("[data-codes]")];
  if (lines.some((line) => number(line) < Number(line.dataset.need))) return;
  const place = sheet.querySelector("[name=staging]");
  (place.value.trim() ? sheet.querySelector("button[name=key]") : place).focus();
}

/** Adds a unit of a code to the list of a count. */
function add(list, code) {
  const plain = ways(code)[0];
  const lines = list.value.split("\n").filter((line) => line.trim());
  const place = lines.findIndex((line) => line.trim().split(/[\s,]+/)[0] === plain);
  const units = place < 0 ? 1 : (Number(lines[place].trim().split(/[\s,]+/)[1] ?? 1) || 0) + 1;
  if (place < 0) lines.push(`${plain} 1`);
  else lines[place] = `${plain} ${units}`;
  list.value = `${lines.join("\n")}\n`;
  list.scrollTop = list.scrollHeight;
  sound("good");
  word(list.form, `${plain} × ${units}`, true);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-less], [data-more-of], [data-fill], [data-camera]");
  if (!button) return;
  if (button.matches("[data-camera]")) return camera(button);
  if (button.matches("[data-fill]")) {
    const sheet = button.closest("[data-pick]");
    for (const line of sheet.querySelectorAll("[data-codes]")) set(line, Number(line.dataset.need));
    return finish(sheet);
  }
  const line = button.closest("[data-codes]");
  set(line, number(line) + (button.matches("[data-less]") ? -1 : 1));
});

/** Reads with the camera until a code is seen or somebody closes it. */
async function camera(button) {
  const dialog = document.createElement("dialog");
  const video = document.createElement("video");
  video.playsInline = true;
  video.muted = true;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button--plain";
  close.textContent = say("close");
  close.addEventListener("click", () => dialog.close());
  dialog.className = "dialog dialog--camera";
  dialog.setAttribute("aria-label", say("see"));
  dialog.append(video, close);
  let stream;
  dialog.addEventListener("close", () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    dialog.remove();
  });
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    document.body.append(dialog);
    dialog.showModal();
    await video.play();
    const detector = new BarcodeDetector();
    while (dialog.open) {
      const [found] = await detector.detect(video);
      if (found?.rawValue) {
        dialog.close();
        take(found.rawValue);
      }
      await new Promise((done) => requestAnimationFrame(done));
    }
  } catch {
    dialog.remove();
    word(button.closest("form"), say("camera"), false);
  }
}

function furnish() {
  for (const part of document.querySelectorAll("[data-less], [data-more-of], [data-fill], [data-typing]")) {
    part.hidden = false;
  }
  if ("BarcodeDetector" in window && navigator.mediaDevices) {
    for (const part of document.querySelectorAll("[data-camera]")) part.hidden = false;
  }
}
document.addEventListener("renewed", furnish);
furnish();
"""##),
        Asset(name: "store-worker.js", text: ##"""
// SPDX-License-Identifier: Apache-2.0
// Keeps the console's last pages and what they are made of, for times without a network. Pages come from the network
// whenever it answers; what is kept is only shown when it does not. Commands never pass here: queue.js has them.
// EDITION stands before this text: the edition of the assets, see StoreApp.swift.

const PAGES = "torioki-pages";
const ASSETS = `torioki-assets-${EDITION}`;
const PAGES_KEPT = 150;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("torioki-assets-") && name !== ASSETS) await caches.delete(name);
      }
      await clients.claim();
    })(),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/assets/") || url.pathname.startsWith("/images/")) {
    event.respondWith(asset(request));
  } else if (url.pathname.startsWith("/store") && request.headers.get("Accept")?.includes("text/html")) {
    event.respondWith(page(request, url));
  }
});

/** What never changes under its address comes from here first. */
async function asset(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(ASSETS)).put(request, answer.clone());
  return answer;
}

async function page(request, url) {
  try {
    const answer = await fetch(request);
    // What was scanned or just done belongs to one moment.
    const isLasting = !["done", "proof", "q"].some((name) => url.searchParams.has(name));
    if (answer.ok && !answer.redirected && isLasting) await keep(request.url, answer.clone());
    // Whoever is led to the sign-in sees nothing of what was kept.
    if (answer.redirected && new URL(answer.url).pathname === "/sign-in") await caches.delete(PAGES);
    return answer;
  } catch (error) {
    const pages = await caches.open(PAGES);
    for (const name of ["done", "proof", "q"]) url.searchParams.delete(name);
    const store = url.pathname.split("/").slice(0, 3).join("/");
    const kept =
      (await pages.match(url.href, { ignoreVary: true })) ||
      (await pages.match(`${url.origin}${store}${url.search}`, { ignoreVary: true })) ||
      (await pages.match(`${url.origin}${store}`, { ignoreVary: true }));
    if (!kept) throw error;
    return kept;
  }
}

async function keep(href, answer) {
  const pages = await caches.open(PAGES);
  await pages.delete(href, { ignoreVary: true });
  await pages.put(href, answer);
  const keys = await pages.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - PAGES_KEPT))) await pages.delete(old);
}
"""##),
        Asset(name: "store.js", text: ##"""
// SPDX-License-Identifier: Apache-2.0
// What every page of the store console does by itself: sounds and a badge for new work, the line that says whether the
// page is live, the worker that keeps the last pages for times without a network.

const head = document.getElementById("console");
export const words = head ? head.dataset : {};

/** Says one of the console's sentences; `{name}` is what is put in. */
export function say(name, put = {}) {
  const key = `word${name.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join("")}`;
  return (words[key] || "").replace(/\{(\w+)\}/g, (whole, place) => put[place] ?? whole);
}

// Sound: only when a person has switched it on, and after the first touch of each page, as browsers ask for.
let audio;
const hasSound = () => localStorage.getItem("torioki-sound") === "on";

function tone(frequency, start, length) {
  const [wave, volume] = [audio.createOscillator(), audio.createGain()];
  wave.frequency.value = frequency;
  volume.gain.setValueAtTime(0.0001, audio.currentTime + start);
  volume.gain.exponentialRampToValueAtTime(0.2, audio.currentTime + start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + start + length);
  wave.connect(volume).connect(audio.destination);
  wave.start(audio.currentTime + start);
  wave.stop(audio.currentTime + start + length);
}

/** Sounds: "new" for new work, "good" for a code that fits, "bad" for one that does not. */
export function sound(kind) {
  if (!hasSound() || !window.AudioContext) return;
  audio ??= new AudioContext();
  audio.resume();
  if (kind === "new") [660, 880].forEach((frequency, place) => tone(frequency, place * 0.18, 0.35));
  else if (kind === "good") tone(988, 0, 0.12);
  else tone(196, 0, 0.4);
}

const switcher = head?.querySelector("[data-sound]");
function showSwitch() {
  if (!switcher) return;
  switcher.hidden = false;
  switcher.textContent = hasSound() ? switcher.dataset.on : switcher.dataset.off;
  switcher.setAttribute("aria-pressed", String(hasSound()));
}
switcher?.addEventListener("click", () => {
  localStorage.setItem("torioki-sound", hasSound() ? "off" : "on");
  showSwitch();
  sound("good");
});
addEventListener("pointerdown", () => hasSound() && window.AudioContext && (audio ??= new AudioContext()).resume(), {
  once: true,
});

// New work: counted in the title and on the app's icon, and heard once, on whatever page of the console somebody stands.
// What was heard is remembered from page to page: what comes between two of them is not missed.
const heard = "torioki-heard";
const known = new Set();
function look(isFirst) {
  const [fresh, send] = ["fresh", "send"].map((name) => document.querySelector(`[data-part=count-${name}]`));
  if (!head || !fresh || !send) return;
  const count = Number(fresh.dataset.count);
  document.title = document.title.replace(/^(\(\d+\) )?/, count ? `(${count}) ` : "");
  const open = count + Number(send.dataset.count);
  if (open) navigator.setAppBadge?.(open).catch(() => {});
  else navigator.clearAppBadge?.().catch(() => {});
  for (const card of document.querySelectorAll("#new [data-job]")) {
    if (!isFirst && !known.has(card.dataset.job)) card.classList.add("job--fresh");
    known.add(card.dataset.job);
  }
  const store = new URL(head.dataset.counter, location.href).pathname;
  const before = JSON.parse(sessionStorage.getItem(heard) || "null");
  // Ids are in the order in which reservations were made.
  const newest = [fresh.dataset.newest, before?.newest ?? ""].sort().at(-1);
  sessionStorage.setItem(heard, JSON.stringify({ store, newest, send: send.dataset.count }));
  if (before?.store !== store) return;
  if (newest > before.newest || Number(send.dataset.count) > Number(before.send)) sound("new");
}

// Whether what is shown is how things stand.
function tell(isLive) {
  const line = head?.querySelector(".line");
  if (!line) return;
  line.textContent = isLive ? line.dataset.live : line.dataset.lost;
  line.classList.toggle("line--lost", !isLive);
}
document.addEventListener("connection", (event) => tell(event.detail.isLive));
if (!document.querySelector("main[data-live]")) {
  tell(navigator.onLine);
  addEventListener("online", () => tell(true));
  addEventListener("offline", () => tell(false));
}

// The pages of the work that is open are kept before the network goes, each once for its version.
let warming = null;
function warm() {
  if (navigator.serviceWorker?.controller) warming ??= fetchWork().finally(() => (warming = null));
  return warming;
}

async function fetchWork() {
  try {
    const kept = JSON.parse(sessionStorage.getItem("torioki-warm") || "{}");
    for (const link of [...document.querySelectorAll("a[data-warm]")].slice(0, 60)) {
      const version = link.closest("[data-version]").dataset.version;
      if (kept[link.href] === version) continue;
      const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected) kept[link.href] = version;
      sessionStorage.setItem("torioki-warm", JSON.stringify(kept));
    }
  } catch {
    // Without a network there is nothing to fetch; the next change tries again.
  }
}

async function keep() {
  if (!head || !navigator.serviceWorker) return;
  // What one person saw is not left to the next.
  if (localStorage.getItem("torioki-person") !== head.dataset.person) {
    await caches.delete("torioki-pages");
    sessionStorage.removeItem("torioki-warm");
    localStorage.setItem("torioki-person", head.dataset.person);
  }
  const isFirst = !navigator.serviceWorker.controller;
  await navigator.serviceWorker.register(head.dataset.worker, { scope: "/store/" });
  if (isFirst) {
    await new Promise((done) => {
      if (navigator.serviceWorker.controller) done();
      else navigator.serviceWorker.addEventListener("controllerchange", done, { once: true });
    });
    // What this page was made of came before the worker did.
    const parts = [...document.querySelectorAll("link[rel=stylesheet], script[src], img[src]")];
    await Promise.all(
      [location.href, ...parts.map((part) => part.href || part.src)].map((url) =>
        fetch(url, url === location.href ? { headers: { Accept: "text/html" } } : {}).catch(() => {}),
      ),
    );
  }
  await warm();
  document.documentElement.dataset.kept = "yes";
}

document.querySelector("form.person")?.addEventListener("submit", () => {
  sessionStorage.removeItem("torioki-warm");
  sessionStorage.removeItem(heard);
  localStorage.removeItem("torioki-person");
  window.caches?.delete("torioki-pages");
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
document.addEventListener("renewed", () => {
  look(false);
  warm();
});
showSwitch();
look(true);
// An installation without https has no workers; the console works on, but only with a network.
keep().catch(() => {});
"""##),
        Asset(name: "toast.js", text: ##"""
// SPDX-License-Identifier: Apache-2.0
// Says at the foot of the screen that what was just done is done: one word at a time, which goes by itself, but stays
// while somebody points at it or has the focus in it. Errors are never said here: they stay on the page.
//
// A form marked data-toast is sent without leaving the page; what comes back is the page itself, and its good notice is
// the word. What else comes back, the browser shows when it sends the form itself: its key makes that no second time.
import { renew } from "./live.js";

const seconds = 6;
const place = document.querySelector(".toasts");
let going;

function put(text) {
  const word = document.createElement("div");
  word.className = "toast";
  const said = document.createElement("p");
  said.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "toast-close";
  close.setAttribute("aria-label", place.dataset.close);
  close.textContent = "×";
  close.addEventListener("click", end);
  word.append(said, close);
  place.replaceChildren(word);
}

function end() {
  clearTimeout(going);
  place.replaceChildren();
}

function leave() {
  clearTimeout(going);
  if (!place.matches(":hover, :focus-within")) going = setTimeout(end, seconds * 1000);
}

/** Says a word; what was said before is gone. */
export function toast(text) {
  if (!place || !text) return;
  put(text);
  leave();
}

if (place) {
  for (const name of ["pointerenter", "focusin"]) place.addEventListener(name, () => clearTimeout(going));
  // Where the focus goes is known only after it has left.
  for (const name of ["pointerleave", "focusout"]) place.addEventListener(name, () => setTimeout(leave));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-say]");
  if (button) toast(button.dataset.say);
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-toast]")) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)), headers: { Accept: "text/html" },
    });
    const page = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const good = page && page.querySelector("main .notice--good p");
    if (!good) return form.submit();
    document.querySelector("main > .notice")?.remove();
    renew(page, form);
    toast(good.textContent);
  } catch {
    form.submit();
  } finally {
    delete form.dataset.sending;
  }
});
"""##),
        Asset(name: "torioki-reserve.js", text: ##"""
// SPDX-License-Identifier: Apache-2.0
// <torioki-reserve sku="…" lang="ja">: shows on any web shop's page which stores have an item, and reserves it there in
// two steps. It asks only the service this script came from, sends no cookies, and needs of the page's policy no more than
// script-src and connect-src of that origin: its styles are built sheets, its markup is built node by node.
(() => {
  const service = new URL(document.currentScript.src).origin;
  // Said before the service has said anything; every other text comes from it.
  const first = {
    ja: { loading: "在庫を確認しています…", failed: "ただいま在庫を確認できません。", again: "もう一度確認する" },
    en: { loading: "Looking at the stores’ stock…", failed: "The stock cannot be looked up right now.", again: "Try again" },
  };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host {
      --ink: var(--torioki-ink, #23304a); --soft: var(--torioki-soft, #5a6375); --ground: var(--torioki-ground, #fffdf8);
      --accent: var(--torioki-accent, #24406e); --on-accent: var(--torioki-on-accent, #fffdf8);
      --line: var(--torioki-line, #8b8474); --bad: var(--torioki-bad, #ab3823); --good: var(--torioki-good, #33634a);
      display: block; position: relative; container-type: inline-size; color: var(--ink); background: var(--ground);
      border: 1px solid var(--line); border-radius: 14px; padding: 1rem; line-height: 1.6;
      font-family: var(--torioki-font, inherit); text-align: start; overflow-wrap: anywhere;
    }
    :host([hidden]) { display: none; }
    *, *::before { box-sizing: border-box; }
    h2, h3, p, ul, fieldset, legend { margin: 0; padding: 0; border: 0; list-style: none; min-width: 0; }
    section, form, .stack { display: grid; gap: .75rem; }
    h2 { font-size: 1.125rem; } h3 { font-size: 1rem; }
    :focus-visible { outline: 3px solid var(--bad); outline-offset: 2px; }
    h2:focus, h3:focus { outline: none; }
    small, .fine { color: var(--soft); font-size: .8125rem; display: block; }
    button, .button {
      font: inherit; font-weight: 600; min-height: 44px; padding: .4rem 1.25rem; border-radius: 999px; cursor: pointer;
      border: 1.5px solid var(--accent); background: var(--ground); color: var(--accent); text-align: center;
      display: inline-block; text-decoration: none;
    }
    .main { background: var(--accent); color: var(--on-accent); }
    button[disabled] { opacity: .6; cursor: progress; }
    summary { min-height: 44px; padding: .5rem 0; cursor: pointer; color: var(--accent); font-weight: 600; }
    .store { position: relative; display: flex; gap: .75rem; align-items: flex-start; padding: .6rem 0; border-top: 1px solid var(--line); }
    .store input { width: 24px; height: 24px; margin: .1rem 0 0; flex: none; accent-color: var(--accent); }
    .store label::after { content: ""; position: absolute; inset: 0; cursor: pointer; }
    .store input { position: relative; z-index: 1; }
    .store span { flex: 1; min-width: 0; } .store strong { color: var(--good); white-space: nowrap; }
    .out, .out strong { color: var(--soft); font-weight: 400; }
    .near { display: grid; gap: .5rem; }
    label, legend { font-weight: 600; }
    .store label, .check label { font-weight: inherit; }
    input:not([type=radio], [type=checkbox]), select {
      font: inherit; width: 100%; min-height: 44px; padding: .4rem .75rem; color: var(--ink); background: var(--ground);
      border: 1.5px solid var(--line); border-radius: 10px;
    }
    [aria-invalid=true] { border-color: var(--bad) !important; }
    .fault { color: var(--bad); font-weight: 600; font-size: .875rem; }
    .check { display: flex; gap: .75rem; align-items: flex-start; min-height: 44px; }
    .check input { width: 24px; height: 24px; flex: none; margin: 0; accent-color: var(--accent); }
    .acts { display: flex; flex-wrap: wrap; gap: .5rem; }
    @container (min-width: 34rem) { .near { grid-template-columns: 1fr auto; align-items: end; } }
    /* Light or dark as the page around it is (color-scheme), not as the reader wishes of pages that know both. */
    @supports (color: light-dark(#000, #fff)) {
      :host {
        --ink: var(--torioki-ink, light-dark(#23304a, #ece6d9)); --soft: var(--torioki-soft, light-dark(#5a6375, #aeb5c1));
        --ground: var(--torioki-ground, light-dark(#fffdf8, #1b212c));
        --accent: var(--torioki-accent, light-dark(#24406e, #a9c1ee));
        --on-accent: var(--torioki-on-accent, light-dark(#fffdf8, #10182a));
        --line: var(--torioki-line, light-dark(#8b8474, #7f8796)); --bad: var(--torioki-bad, light-dark(#ab3823, #f0937d));
        --good: var(--torioki-good, light-dark(#33634a, #96cdaa));
      }
    }
  `);

  /** Builds an element: make("p", { class: "fine" }, "text", child). */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (value === true) element.setAttribute(key, "");
      else if (value !== false && value != null) element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child != null));
    return element;
  }

  /** Draws the Idempotency-Key of a wish; randomUUID is not there on pages without TLS. */
  function drawKey() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  class ToriokiReserve extends HTMLElement {
    static observedAttributes = ["sku", "lang"];
    #root = this.attachShadow({ mode: "open" });
    #answer = null;
    #near = "";
    #store = "";
    #typed = {};
    #wish = { body: "", key: "" };
    #asking = 0;

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [sheet];
    }

    connectedCallback() { this.#look(); }

    attributeChangedCallback(_, before, after) {
      if (this.isConnected && before !== after) this.#look();
    }

    get #language() {
      const lang = this.getAttribute("lang") || document.documentElement.lang || "ja";
      return lang.toLowerCase().startsWith("en") ? "en" : "ja";
    }

    #say(word) { return this.#answer?.words[word] ?? first[this.#language][word] ?? ""; }

    async #fetch(path, options = {}) {
      const answer = await fetch(`${service}/embed/v1/${path}`, {
        ...options, mode: "cors", credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store",
        headers: { "Accept-Language": this.#language, ...options.headers },
      });
      return { ok: answer.ok, status: answer.status, body: await answer.json() };
    }

    /** Reads which stores have it, and shows the first step. */
    async #look() {
      const asking = ++this.#asking;
      const sku = this.getAttribute("sku");
      if (!sku) return this.#show(make("p", {}, ""));
      this.#show(make("p", { role: "status" }, this.#say("loading")));
      try {
        const query = new URLSearchParams({ sku, lang: this.#language });
        if (this.#near) query.set("near", this.#near);
        const { ok, body } = await this.#fetch(`availability?${query}`);
        if (asking !== this.#asking) return;
        if (!ok) throw new Error(body.detail ?? body.title);
        this.#answer = body;
        this.#stores();
      } catch {
        if (asking !== this.#asking) return;
        this.#show(
          make("p", { role: "alert" }, this.#say("failed")),
          make("button", { type: "button", onclick: () => this.#look() }, this.#say("again")));
      }
    }

    #show(...children) {
      this.#root.replaceChildren(make("section", { lang: this.#language, "aria-label": this.#say("title") }, ...children));
    }

    /** Step one: a store. */
    #stores(focus) {
      const having = this.#answer.stores.filter((store) => store.has);
      if (!having.length) return this.#show(make("h2", {}, this.#answer.name), make("p", {}, this.#say("soldOutEverywhere")));
      if (!having.some((store) => store.location === this.#store)) this.#store = having[0].location;
      const shown = this.#answer.stores.slice(0, 5);
      const rest = this.#answer.stores.slice(5);
      const title = make("h2", { tabindex: "-1" }, this.#say("title"));
      const form = make("form", { onsubmit: (event) => { event.preventDefault(); this.#person(); } },
        make("fieldset", {}, make("legend", {}, this.#say("stepStore")), ...shown.map((store) => this.#row(store)),
          rest.length ? this.#more(rest) : null),
        make("button", { class: "main" }, this.#say("next")));
      this.#show(title, make("p", {}, `${this.#answer.name} `, make("small", {}, `${this.#answer.price} ${this.#say("taxIncluded")}`)),
        this.#nearness(), form);
      if (focus) title.focus();
    }

    #more(stores) {
      const hasChosen = stores.some((store) => store.location === this.#store);
      return make("details", { open: hasChosen }, make("summary", {}, this.#say("moreStores")),
        ...stores.map((store) => this.#row(store)));
    }

    #row(store) {
      const radio = make("input", {
        type: "radio", name: "store", value: store.location, id: `store-${store.location}`, disabled: !store.has,
        onchange: () => { this.#store = store.location; },
      });
      radio.checked = store.location === this.#store;
      return make("div", { class: store.has ? "store" : "store out" }, radio,
        make("span", {}, make("label", { for: `store-${store.location}` }, store.name),
          make("small", {}, [store.distance, store.hours].filter(Boolean).join(" · ")),
          make("small", {}, store.address)),
        make("strong", {}, store.stock));
    }

    /** Sorts the stores by their distance from one of them, or from the reader who asks for it. */
    #nearness() {
      const select = make("select", { id: "near", onchange: () => { this.#near = select.value; this.#look(); } },
        make("option", { value: "" }, this.#say("nearAny")),
        ...[...this.#answer.stores].sort((a, b) => (a.location < b.location ? -1 : 1)).map((store) =>
          make("option", { value: store.location }, store.name)));
      select.value = this.#answer.stores.some((store) => store.location === this.#near) ? this.#near : "";
      const note = make("small", { role: "status" }, this.#say("nearMeNote"));
      const here = "geolocation" in navigator ? make("button", { type: "button", onclick: () => {
        here.disabled = true;
        navigator.geolocation.getCurrentPosition(({ coords }) => {
          this.#near = `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`;
          this.#store = "";
          this.#look();
        }, () => {
          here.disabled = false;
          note.textContent = this.#say("nearMeFailed");
        }, { maximumAge: 600_000, timeout: 10_000 });
      } }, this.#say("nearMe")) : null;
      return make("div", { class: "stack" },
        make("div", { class: "near" }, make("div", {}, make("label", { for: "near" }, this.#say("nearWhich")), select), here),
        here ? note : null);
    }

    /** Step two: name and contact. */
    #person(problem) {
      const store = this.#answer.stores.find((one) => one.location === this.#store);
      const title = make("h2", { tabindex: "-1" }, this.#say("stepContact"));
      const fault = (name) => problem?.faults?.find((one) => one.field === name)?.text;
      const field = (name, label, attributes, hint) => {
        const text = fault(name);
        const input = make("input", {
          id: name, name, ...attributes, "aria-invalid": text ? "true" : false,
          "aria-describedby": [text ? `${name}-fault` : "", hint ? `${name}-hint` : ""].join(" ").trim() || false,
        });
        input.value = this.#typed[name] ?? attributes.value ?? "";
        return make("div", {}, make("label", { for: name }, label), input,
          text ? make("p", { class: "fault", id: `${name}-fault` }, text) : null,
          hint ? make("small", { id: `${name}-hint` }, hint) : null);
      };
      const call = make("input", { type: "checkbox", id: "call", name: "call" });
      call.checked = this.#typed.call ?? false;
      const send = make("button", { class: "main" }, this.#say("reserve"));
      const form = make("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); this.#reserve(form, send); } },
        field("quantity", this.#say("quantity"), { inputmode: "numeric", maxlength: "4", required: true, value: "1" }),
        field("name", this.#say("name"), { autocomplete: "name", maxlength: "200", required: true }, this.#say("nameHint")),
        make("p", { class: "fine" }, this.#say("oneContact")),
        field("phone", this.#say("phone"), { type: "tel", autocomplete: "tel", maxlength: "40" }, this.#say("phoneHint")),
        field("mail", this.#say("mail"), { type: "email", autocomplete: "email", maxlength: "254" }),
        make("div", { class: "check" }, call, make("span", {}, make("label", { for: "call" }, this.#say("callMe")),
          make("small", {}, this.#say("callMeHint")))),
        make("div", { class: "acts" }, send,
          make("button", { type: "button", onclick: () => { this.#keep(form); this.#stores(true); } }, this.#say("changeStore"))));
      this.#show(title, make("p", {}, `${this.#answer.name} · ${store.name}`),
        problem ? make("p", { class: "fault", role: "alert" }, problem.detail ?? problem.title ?? "") : null, form);
      (this.#root.querySelector("[aria-invalid=true]") ?? title).focus();
    }

    #keep(form) {
      for (const name of ["quantity", "name", "phone", "mail"]) this.#typed[name] = form.elements[name].value;
      this.#typed.call = form.elements.call.checked;
    }

    async #reserve(form, send) {
      this.#keep(form);
      send.disabled = true;
      send.textContent = this.#say("sending");
      const body = JSON.stringify({ sku: this.getAttribute("sku"), store: this.#store, ...this.#typed });
      // The same wish keeps its key, however often it is sent: it reserves once. Another wish is another one.
      if (this.#wish.body !== body) this.#wish = { body, key: drawKey() };
      try {
        const { ok, body: answer } = await this.#fetch(`reservations?lang=${this.#language}`, {
          method: "POST", body,
          headers: { "Content-Type": "application/json", "Idempotency-Key": `"${this.#wish.key}"` },
        });
        if (!ok) return this.#person(answer);
        this.#wish = { body: "", key: "" };
        this.#done(answer);
      } catch {
        this.#person({ detail: this.#say("failed") });
      }
    }

    #done(made) {
      const title = make("h2", { tabindex: "-1" }, this.#say("done"));
      this.#show(title, make("p", {}, this.#say("doneText")),
        make("p", {}, `${made.store} · ${this.#say("pickUpBy")} ${made.pick_up_by}`),
        make("p", {}, make("a", { class: "button main", href: made.link, rel: "noreferrer" }, this.#say("follow"))));
      title.focus();
      this.dispatchEvent(new CustomEvent("torioki-reserved", {
        bubbles: true, composed: true, detail: { reservation: made.reservation, link: made.link },
      }));
    }
  }

  if (!customElements.get("torioki-reserve")) customElements.define("torioki-reserve", ToriokiReserve);
})();
"""##),
        Asset(name: "upload.js", text: ##"""
// SPDX-License-Identifier: Apache-2.0
// Tells how far a file has been sent. Without it the form is sent as any other, and the answer is the same page.

for (const form of document.querySelectorAll("form[data-upload]")) {
  const bar = form.querySelector("progress");
  const status = form.querySelector("[role=status]");
  const button = form.querySelector("button");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    const plainly = () => form.submit();
    request.open("POST", form.action);
    request.responseType = "document";
    request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) bar.value = Math.round((100 * loaded) / total);
    });
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value");
      status.textContent = status.dataset.working;
    });
    // A form that was sent leads elsewhere; what else is answered, the browser shows when it sends the form itself. Its
    // key makes that no second import.
    request.addEventListener("load", () => {
      if (request.status === 200 && request.responseURL !== form.action) location.assign(request.responseURL);
      else plainly();
    });
    request.addEventListener("error", plainly);
    const data = new FormData(form);
    button.disabled = true;
    bar.hidden = false;
    status.textContent = status.dataset.sending;
    request.send(data);
  });
}
"""##),
        Asset(name: "icon.svg", text: ##"""
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
<!-- SPDX-License-Identifier: Apache-2.0 -->
<path fill="#24406e" d="M0 0h512v512H0z"/>
<g fill="none" stroke="#fffdf8" stroke-width="22" stroke-linecap="round" stroke-linejoin="round">
<path d="M208 384V226a48 48 0 0 1 96 0v158M176 384h160M208 296h96M256 178v-40"/>
<path stroke="#f0937d" d="m144 162-32-14M144 218l-32 10M368 162l32-14M368 218l32 10"/>
</g>
</svg>
"""##),
        Asset(name: "store-icon.svg", text: ##"""
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
<!-- SPDX-License-Identifier: Apache-2.0 -->
<path fill="#24406e" d="M0 0h512v512H0z"/>
<g transform="translate(106 106) scale(12.5)" fill="none" stroke="#fffdf8" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">
<path d="M4 8.500 12 4l8 4.500v7.500L12 20.500 4 16z"/><path d="m4 8.500 8 4.500 8-4.500M12 13v7.500"/>
</g>
</svg>
"""##),
        Asset(name: "icon-180.png", text: "iVBORw0KGgoAAAANSUhEUgAAALQAAAC0BAMAAADP4xsBAAAAJ1BMVEUkQG5IYIVtf5ySnrO2vsra3uH//fhGTnBoXHOKanasd3jOhXrwk32SbKURAAACXElEQVR42u2ZMVPbMBTHnaRXm42lzBnazAwcc68cmYErmUvrqKuX0oPJMzCwMSQ7DHwAcuEDNIk+VC1H2JIjmWekcHD3/012rPxO1ntPT5cEAQAAAAAAAAAAAN4drc11mTuMba9J3WPs55rUfcZiN8PG9Nb8YMDY0PzkfHpNUo85f2imvuR8RjGHPGPSRD0S30go6yEG8llCVYfj/AvXZDWfJzR1eM/J6mg5lC9Sijp6lMNTymLLaaxGxqQey8FzUoZYJ2JQ21/RkiOW5TOo7YGxucfN1LOkQUUaU9WgtheBnazA/lV21M8s41tlX72ylW4NZ1M9Mp0Byxnq+2o0vXHd9drSnLm7fvfTsM8KYr/qT0zh0Ke5zTR8LklPV3tsYy0ZwL0dGUx/nf1P7jsSl1/yywOf/VaapTv2uh6xloa+VuSDkH013zmyxbR9SYTyxEn4t7jazVy/ywen2e0vwzAq0T2/Vae5rR39ypc45/O02ZYxUtpdHkX1qbhPlEY6adAJzpbdMSmrPK7mYlftjYubJlNWGlinWtq9coFkb6RO/Kn/q+qTasZU1LQz31P/LxZEJPIPdcRpmdhhMZgSzGIiD4FF/VGpmcvKK5LUdwFFHVw0UC/fcZIGNHUQjTj1ECzCqGXTM+plrs5ohfiop9Kz6ixdF+mLN756tdOeCjXUUEMNtUf18Fhh4FW9AtRQv5YahQ411FBDDTXUUJto7cgz78ohWHywlziot1gtLj/a9uvVLr+Q15tt/0/7UDMH9WB9s+7Vq13+n2nvH9fwvRsAAAAAAAAAAABvkP841Hwufo3nqgAAAABJRU5ErkJggg"),
        Asset(name: "icon-192.png", text: "iVBORw0KGgoAAAANSUhEUgAAAMAAAADABAMAAACg8nE0AAAAJ1BMVEUkQG5IYIVtf5ySnrO2vsra3uH//fhGTnBoXHOKanasd3jOhXrwk32SbKURAAACeklEQVR42u2av0/bQBTH7USRKV0slTJHDMxlKDMIia50yVx+3ZyhQkAZsiEZBjak0oGNIGVgo0jZgeT9UbUvtjlf7PhdfZYQfD8TCnf38d29u/esxHEAAAAAAAAAAAAAwBvG9esdvynEl1oFq0Ls1ioQQuxbGOaoX/APLxSIol7BJXf8eaKHgi2OBAXbfEV0zRT8IaLnrpnAk52YAooYdU0E3kB2MhHQuMcXzA3JXEDjC67gQzw+GeyBpMcTzCXtn/lRNOGJJzhP2nOjyDlLFoknSBboL/+kHResab4gbnxjcpbjbTMQ5ITETGTgjXiCQUFQlxjCbvf6+F8jwYZu+BU+Ss/8xvOu9AtpQcSs69fQQ9fGVf1TpHyrIxU0hEK7nmT2Qg1p7bPI8N16NSE0bFcXLV2wZVmwKUfdX/HdTx355571eigaVIa7O5HZrY8O5PPH6+7KOfywH6NrmQ3ZtR5DSsXVsR1HTS1uWlY24fA0O6CvzWgrr6XJZUqU5pBFPS6jQNpOs1NYCRpfp8FQTfqr6ngRy+ouR1XIuG+cbdSkv6kf3ZY6pUl6Nck5AWlJv6PvaVONqqQ1exIfKU/Q1pPDlIDumIJB0mGkvHdkw76hvigMTCu79Ike1fcOf+rkJZFzMjVjpiCt4N18gZ+t3Y0F/RnlkPZJ8B/VtXp0SgXyWPL3IIyi8eXsgm76k6MhP4qc4LbrmAoc73e/2m1dJqicDiCAAAIIIIBA5AIBBO9PsJQBVwUEEEAAAQQQQACBZUH8hU0he1Uty6KEnYqCTpmg6k9dRCmvXVD7Ei2WCbYrChplgnblg7A0k5p/UwYAAAAAAAAAAIB3xj+RINW3CcONSwAAAABJRU5ErkJggg"),
        Asset(name: "icon-512.png", text: "iVBORw0KGgoAAAANSUhEUgAAAgAAAAIABAMAAAAGVsnJAAAAJ1BMVEUkQG5IYIVtf5ySnrO2vsra3uH//fhGTnBoXHOKanasd3jOhXrwk32SbKURAAAG80lEQVR42u2cPU8cRxiA79N7YAqkyNTIUi5tIpOrkVCoyYfWLYnDuj1FIRJxCuqDwh2SncJdsERBZ6JsQRfg7kfFhsB97dzM7O7M7M4+T3unm5nndt535t2drdUAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAqTn0j3NtarbCAXvSRF9Ud/350y/Oqjj8I7wTs9SsqoB39z06VI0CFo0AQPVDNOdAcC1ivpIDWWMBmtWNgGaPgIB6eZv2NR2MBu0Xojw5Ho49c94siIPjzU38u7I3/99EtN/1iCAjO7vrzlzUB8V2Do+FhEQR0Hrpja/zLo3uGr90LWIofuvPOkoDj0ZgT1wIOJjpzZUnAaJJTtwIGU52xM/7OVJvpg28eAo6m+3JoOQTckTYdZhdwl/4msBMEVmZaTZsOMwu4T39jzt0ISJkOswroxHMduXQkIF06zChgaX78lgQ8HiVwYlvAQVIvzp0EwbTpMJOAQWIn7ATBTmLb+ukwi4Cj5D7YSYO1OLn1D/YEvEruga3NwHFy86PXtgQsCTpgaym8LGj/xpaAM0EHbG2GglEul0BqAaILwNJWYFwQmeNfOwL+EDRvryAiCsJDOwLinNKQAQOHNgR0CjD+XBYiaQXktRDLSPalaFoBeS3Fs5J5M5JWQF6bsexL4rgoArJVpzOsB86KMQVunN1czlaSyisIXru8uX7kPg1e1JySoSydeiHkNv0tSodXdgQcu01/C9KhTghofB1N8P16qiDgJv2J06FG+NyIZtjq688BV+lPlA7Vd2OfhdEce1/p7kZvCvNsle4DCp9HiXynl3yui/RsmdYjKoLx6xiw/UhMrgjHr2OgxDyJFvCt/+P/NVrIpu/jb0QS1j0XsC0T8HOFA0AFwkAjUmC9yhPA89MDrUgJfzNBqCbA2zi4Hyni6TGyIFQV4OkxsnakzE6VI8DtJVDhFOBvItjWEeBhImgmDPOHZ09X60+ffZPw0ZfeCVibH/4X95/9Mn91/Oh9CJyugc5VSb0Lg7MhcG/mtQn10PMw2J0Z/9yWrzFj4CfPBMhjXNPrOdBSKHo88TkPrCms9Wf2Cn7lgVDlz235OwcaavGt621pbHojKHxxUN3bLWFXcXKv+ZoIQ8VLu+FpEGgoF317fgaBlvIat+Xnavg39Qt7crLseiOgp76+WfPyDkmofl23yhkFgzeLHlmZSu+SinegtGCoDeJ/3heodn5w+6Dctejjps5l3VPZD90+lDU8Kcrf/1ZycrKts7xT+fL9ucm/C3ERjJ8WHgr680gntzfkaSCIi/OkcK1zJj8u0NWKa6F0MTx5YODm0HHwm35yXzqtFdb3XWnAmD6l4DIYHsRKRzcn/tOXWqsmwe2R2QMzJ66Dn+zAhN4WdzIKJs+6uWbdBMOB6rnBQK/Q15QtGhLODTp4brZzpnxusK63wWvIVkKJ5wZtB8M3ycdXL2UjUvltma+V5Lbf2xy/6AD/peSaVrrpuy2ZMSv5vL4gC69EB/jPJfsbpf1dT7Jzeixq/YOt8QfxSOcVDu30AnYUg+DilWjuCP+C5DTY1qxzdiUChC+QsPQaodmVmHQhlLeAmrD5a0sChB24kglQut21JhNwLJwDlpYAI60QMLkZfKkpIHk7uKw3BXNnWfMP0D0hKv++XhC2FwPf2RKw7DYKihYiFzVbAkTvcHH3PsGFxRkDAgTvcHH5PsEFmxETAnQ2Y1aC4GnWAel/f+AsCOoWJAwJUC/ImF4IyUpSpgQol+QML4WlRUlzAhSLskajoEIlxqAAtbK8ye3wad4D0v/+wP52WPPWlGEB8ltzpqKAaj3etADpzVkTDGL1OzLmBXwKhgV+o4QFAcUGAQhAAAIQgAAEIAABCEAAAhCAAAQgAAEIQAACEIAABCAAAQhAAAIQgAAEIAABCEAAAhCAAAQgAAEIQAACfBegCwIQgAAEIAABCEAAAhCAAAQgAAEIQAACEIAABCCgzAJ2TXwfAQhAAAIQgAAEIAABCEAAAhCAAAQgAAEIQAACEIAABCAAAQhAAAIQgAAEIAABCEAAAhCAAAQgAAEIQAACEIAABCAAAQhAAAIQgAAEIAABCEAAAhCAAAQgAAEGqG+EUc7sba2WSEAvMsCL8ox/PzLC87KMPwjNCNjrl0RAOzLETpUjQImiQBAZoxxzoGlOwHopBLTMCdisdgwsSxR8ZE7ALgKYAgTB4tOoehqsmRPAUpjNENthCiKUxCpbFO3XAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAALznP0zlxdp4UkgoAAAAAElFTkSuQmCC"),
        Asset(name: "store-icon-180.png", text: "iVBORw0KGgoAAAANSUhEUgAAALQAAAC0BAMAAADP4xsBAAAAFVBMVEUkQG5IYIVtf5ySnrO2vsra3uH//fiQ3PwiAAACIElEQVR42u2Zu3LCMBBFMSR9CugZJvSuqEMKaqDgBwD9/ycEkNd6IAujvSoyc08ByTBzsOXd1WqZTAghhBBCCCGEEEIIGcv3by3zwphDHfPc3NjWMM/Mg7aauYJ7ehL1dYk1N7355v6CmnfG44J0b6zzsLDvZ5x5bY1H/y9YqvTXKtcPTBVZYVn1LTCgJS4kVlqceRlHeItKlTbzZbpUaTNLpEuVbebBKlMlF47aVBn/yfupMvZ+3jJf0p/uFO4m/6zkCZc8yo8X0dtF/E+B+vNVztnw3herh2O3W5Fy9XDsdjGyL17rwdjtIrtorUWdjq+FQahTZX9utOqh0iy1T6Fepd1iXinUy2TZ77eHqUadKvtue9Cpn8u+tz0o1U+l1SunWnVU9v3/1Oqg7Af3oFd7qxuuvF7tYiKKF4DaOxMEUY5Qu5NMkJsQte92WY9Ru1rn1UGQOtXVoNTWHew5MPW9qwn7HZx6E2/CVFP9L9VtXj1TqMP+I1Y/qnhxzxe015Ha7msl6tnTISlS2x2z5DjdbYjnIbXd56+aw90xrV6rDo7xsdNXK4/S8eHfU6sHANHIwqkBY4tw0NKrIcOWQCJq0IjIv/VODRtseQ/MqoHjOBdmG3mFDRH73uahxo4+5TrvavDAVlb3ZA+h0DFzE7TX2OH4QOsOId26w93wnzjmmREGLLwnldxVzIk+BEdzwv7aQwghhBBCCCGEEELG8gcgAccWfmDEJwAAAABJRU5ErkJggg"),
        Asset(name: "store-icon-192.png", text: "iVBORw0KGgoAAAANSUhEUgAAAMAAAADABAMAAACg8nE0AAAAFVBMVEUkQG5IYIVtf5ySnrO2vsra3uH//fiQ3PwiAAACV0lEQVR42u2Zu1LDMBBF7SRQU5DUKTC1q9RAkRq7cA0k0f9/AsSWbD1sbKS7w2TmnjawJ5G8a+0qywghhBBCCCGEEEIIIeQ/yR9k46+ay170+zdKXQR/Q35UP5zlDAfVchKOL2YoVE8tEX+rLCp8/Efl8IqOvzaBjaiUiV8NS1ViE9jaXL3ZyJTOG+fx1I8rLqW7BLYef22ApXQQLzBCEsxekbwBJtx2bE/Nrle4BCsn8gKVAOXiDyITePFPi0uwavHmxCVYvfjx+iPNzONuUjo2/t1cwpqEe48U7GZXQK/hZ1KJKOefslOS4LeSptcoVvA8W9L0Ln+lCab/f/YPFgpm8gAgGC9pwzkjXaBewk83CiJ4mqumb4mC/URJ68vgKlUwXtKGMpguGDtDWG99gCALzxDGmWEE5vvWXgK0vwkh8F9szr5DBO6r2X0ZYwT2GcI7ToAE5mtf9ma5TPVACfp08M8BMIHdA9r1FScYulgnJYACkw5uUgMFfQFyyhJSoBPOO8gjBV0OuK8GrOB6mPQOihRQQMENCLwGKhC0BTBWsAsbHF/QlfDYHu0+bHB8QfcS+khrY+tpQZHWxubhIMEVbFNb/XAU4ggA45CNH8IWrKe7n/hxlCUAjaS8BmcQwIZqboPTC4BjQafBMQLkYNOJZQTQ0ay9GlpQYIfL1mi8E8DH48NwvxUIDPj7nLoKNhIXCCbhrgKZS5at8oBfExVufIGLroMdX+Sq7jjEP0vEn2ihkJiEk7tSHmuhsKwF7gCDdKgyUYo6I4QQQgghhBBCCCGE3DLf0BkDGrJ1ZvEAAAAASUVORK5CYII"),
        Asset(name: "store-icon-512.png", text: "iVBORw0KGgoAAAANSUhEUgAAAgAAAAIABAMAAAAGVsnJAAAAFVBMVEUkQG5IYIVtf5ySnrO2vsra3uH//fiQ3PwiAAAGm0lEQVR42u2dO2/jRhRGKcvY2kDkfgNEqtVEdZxC/SqA6mBl8///hBjBIqvHPO4MhwG/O+dUKbKLvccUeUwNOcMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAXfHb+ePPnuf/ffzkr37n347/cup1/s34g7fO5+/UwHq8Yt/f/E/nawEfX3ubf3Uz/6eBl87mP453vPdl4DA+cOlp/t0YoKMc2I5j1wY2Y4S3zufvxMB6TNBBED2dUwL8B9EqOb//IHoMoM6C6DBmcR1Eu9GA4xzYjmPXBkIB8H7sJwc2wcte8LLg0sA6Ej7BMHAYRME5/4iZ8RdEqSN900EQBQPolDw7+jJwSF/ttt6DaJcb8OA7B7b5Q9y1ActJbuU4iDamy5zfIFob7/x4DaJ4AFlM6QdRyZHtMYjSAXTPq78gKry6uQuiXelAznJgW35IuzJQc1LzFESbqsvak5sgWld+9eUliOwB5DOIpqS9hyAqCyCHQTTxaiYfRLupA4jnwHb6IXxUNtDiJKYcRJsmlzHdIKoNoLn+Hp0A8hFELe9tKgbRqunZWzCIGl+/5YJo1/ofLBZEu+aHbPAj9X2p87/OcNIKGvi2zPmfZ7lstbuszs5xnnAJ5cD7Igtorp9UyMASe+jLbOkeCKK/JRKg2fXqVSIGzjNerx+C6GOBAmb9IT0cXssX0LbZH3Jg+QIax8qrnIC2sfKs9xFoevfmMQUUBLS7exPIYQUBze7ehO4ySQhodCUI/kKoIaBNCwSfNBMR0KIGw09aqQiYbiDypJmMgKm/EcYeNdcRMC2Inkd9AVOCKP6ovZKA+iBKPGqvJKA6iFKP2ksJqAyi5KP2WgLqgij5qL2YgJocSD9qvmgBTb4hDq4zEhHQYo1AeG2AiIAGy30jX7OpCJi8vif252UETPyiNPqFqI6ASet74ucQIQET1vcklgQoCahf35NYFiMloHZ9T0qcloC61S3JhdZaAqoWTaZPnmICKoIoszxWTUBxEOX+fzkBhQues0eMnoCiIMqfMwQFFASR4aqhKMAeRIZukBRgDSKLKE0BtiAyPWmmKcAURLaTpagAQxAZL5eqArKBYw0mWQGZn7A5mXUFJD/j9l+ahAUkgqjg12ZlAfHrfMGNE2kBsUFLbp1pCwgf6kU3T7UFZF+tn799Li4gs7mC4QsUdQHp7TUMd4zkBVgM7AfPAlJbzBjuGjsQkNtj4NvgXUDawGnwLyC1+Oky9CAgvvwt++2xDwHRIMqvH3AiIBJEhhUkXgRUryFyIyC0hmg/9CTgMYjehr4E3OfAaehNwK2B09CfgOsgugw9Clj9/BMvXQr4X/4EAhCAAAQgAAEIQAACEIAABCAAAQhAAAIQgAAEIAABCEDArALe5hpnrfIipf08AtYyb5Iyvi6lcJybhTXLFmB8XUrZOLdLqxYuwPa6lKJx7hbXLV2A6Rv/onEOam+TO7UVsF3+2+TOxQYKxtkK7DBxLF73ZRewUdhn51D8Bj2zgLXEJitfitc+WgWsNbbZeSpe/WsUEFpZ/HWQ+AxkgsgmILS2fJl7Dq5LnwAwCVjNtIXZHOwKnwExCQg9X7LYDQcL3x9nEaC16WbhlqsGAWrbrpa9Py4vQG/j3aL9IbMCFLdeLnkYJidAc/Ptgq3XMwJUt1+3f27TAoJnVInt57fWM3dSQNtNvJcZREkBB935zf/4lAC5XcdrDt+EAMF95yuCKC5AL4CqgigqQDGAaiImJmD6/gwiQRQRoBpA5Z/jsADdACoOorAA6QAoC6KgAEfzZ4cJCdAOoMIgCghQD6CyIHoUoB9ARUH0IMBDAJUE0b0AHwFUEER3AlZnLwFgDaJbAX4CyBxEtwJcBYAtiG4EOJ4/Oty1AF8BZAyiKwHeAsgWRD//018AmYKo9uW6foKo9uWybnKg9uWyHRhwOH/2hbouAyAfREG+D0452Oa/eJ0/vZ+8ywAyBZHrACoPIm8BVBxE+8E5mw4DoMBAB/Mng+g0dMGu8/mjQXTpZf5IEL2/DP0YOPcWQPkg8h5A2SDaD52x6TAAEgY6nP8miE5Dl+w6n/+/ILr0Ov+PHOgrAB6T8L3j+T/55dcBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACgS/4BkdlFnzyC7mYAAAAASUVORK5CYII"),
    ]
}
