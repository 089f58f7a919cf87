// SPDX-License-Identifier: Apache-2.0

extension Style {
    /// The page itself: type, masthead, foot.
    static let sheet = #"""
        *, *::before, *::after { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body {
          margin: 0; background: var(--paper); color: var(--ink); font: 400 1rem/1.75 var(--gothic);
          overflow-wrap: anywhere; line-break: strict; -webkit-font-smoothing: antialiased;
        }
        :lang(en) body, body:lang(en) { line-height: 1.6; overflow-wrap: break-word; }
        h1, h2, h3 { font-family: var(--mincho); font-weight: 600; line-height: 1.4; margin: 0; font-feature-settings: "palt"; text-wrap: balance; }
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
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        .skip { position: absolute; left: -999rem; top: 0; background: var(--sheet); padding: var(--s3) var(--s4); z-index: 2; }
        .skip:focus { left: var(--s4); }
        .icon { width: 1.35em; height: 1.35em; flex: none; }
        .fine { color: var(--soft); font-size: .875rem; }

        .mast {
          max-width: 68rem; margin: 0 auto; padding: var(--s3) var(--s4); display: flex; align-items: center;
          justify-content: space-between; gap: var(--s4);
        }
        .brand {
          display: inline-flex; align-items: center; gap: var(--s2); min-height: 44px; color: var(--ink); text-decoration: none;
          font: 600 1.125rem/1.2 var(--mincho); letter-spacing: .12em;
        }
        .brand .icon { width: 1.75rem; height: 1.75rem; color: var(--shu); }
        .brand:lang(en), :lang(en) .brand { letter-spacing: .02em; }
        .mast nav { display: flex; gap: var(--s2); }
        .mast nav a {
          display: inline-flex; align-items: center; min-height: 44px; min-width: 44px; justify-content: center;
          padding: 0 var(--s3); color: var(--ink); font-size: .875rem; text-decoration: none; border-radius: 999px;
        }
        .mast nav a:hover { background: var(--shade); }
        main { max-width: 68rem; margin: 0 auto; padding: 0 var(--s4) var(--s6); display: grid; gap: var(--s4); }
        main > .fine:last-child { text-align: center; }
        .foot { border-top: 1px solid var(--line); padding: var(--s5) var(--s4) var(--s6); text-align: center; color: var(--soft); font-size: .8125rem; }
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
        @media (prefers-reduced-motion: no-preference) { .button, .tile { transition: background-color .15s, border-color .15s, translate .15s; } }
        """#

    /// What several pages are made of: card, button, notice, form.
    static let parts = #"""
        .card { background: var(--sheet); border: 1px solid var(--line); border-radius: var(--round); padding: var(--s5) var(--s4); }
        @media (min-width: 30rem) { .card { padding: var(--s5); } }
        .card h2 { display: flex; align-items: center; gap: var(--s3); }
        .card h2::before { content: ""; width: 4px; height: 1.05em; border-radius: 2px; background: var(--shu); }
        .button {
          display: inline-flex; align-items: center; justify-content: center; gap: var(--s2); min-height: 48px; padding: var(--s2) var(--s5);
          border: 1.5px solid transparent; border-radius: 999px; font: 600 1rem/1.35 var(--gothic); text-decoration: none; cursor: pointer;
          text-align: center;
        }
        .button--main { background: var(--ai); color: var(--on-ai); }
        .button--main:hover { background: color-mix(in srgb, var(--ai) 88%, var(--ink)); }
        .button--grave { background: var(--shu); color: var(--sheet); }
        .button--plain { background: var(--sheet); color: var(--ai); border-color: var(--ai); }
        .button--plain:hover { background: var(--ai-wash); }
        .button--quiet { background: transparent; color: var(--soft); text-decoration: underline; text-underline-offset: .25em; font-weight: 400; }
        .button--quiet:hover { color: var(--ink); }
        .button small { font-weight: 400; display: block; }
        .notice { display: flex; gap: var(--s3); align-items: flex-start; border-radius: var(--round); padding: var(--s4); border: 1px solid; }
        .notice .icon { margin-top: .2em; }
        .notice--good { background: var(--midori-wash); color: var(--midori); border-color: var(--midori); }
        .notice--bad { background: var(--shu-wash); color: var(--shu); border-color: var(--shu); }
        .notice a { color: inherit; }
        .facts { display: grid; gap: var(--s1) var(--s5); font-size: .9375rem; }
        .facts div { display: flex; gap: var(--s3); }
        .facts dt { color: var(--soft); flex: 0 0 6.5em; }
        .facts dd { margin: 0; min-width: 0; font-variant-numeric: tabular-nums; }
        .picture {
          width: 72px; height: 72px; border-radius: 10px; background: #f7f2e8; object-fit: cover; flex: none; display: grid;
          place-items: center; color: #5a6375;
        }
        .field { display: grid; gap: var(--s1); }
        .field label { font-weight: 600; font-size: .9375rem; }
        input:not([type=checkbox]), select, textarea {
          width: 100%; min-height: 48px; padding: var(--s2) var(--s3); font: 400 1rem/1.5 var(--gothic); color: var(--ink);
          background: var(--sheet); border: 1.5px solid var(--rule); border-radius: 10px;
        }
        textarea { resize: vertical; }
        [aria-invalid] { border-color: var(--shu) !important; background: var(--shu-wash) !important; }
        ::placeholder { color: var(--soft); opacity: 1; }
        .hint { color: var(--soft); }
        .fault { color: var(--shu); font-size: .875rem; font-weight: 600; }
        .mark { font-size: .75rem; font-weight: 400; color: var(--soft); padding: 0 .5em; border: 1px solid var(--line); border-radius: 4px; white-space: nowrap; }
        .mark--needed { color: var(--shu); border-color: var(--shu); }
        .check { display: flex; gap: var(--s3); align-items: flex-start; min-height: 44px; padding: var(--s2) 0; cursor: pointer; }
        .check input { width: 24px; height: 24px; margin: 2px 0 0; flex: none; accent-color: var(--ai); }
        .check small { display: block; color: var(--soft); }
        .card--form form { display: grid; gap: var(--s4); margin-top: var(--s4); }
        .ask { background: var(--sheet); border: 1px solid var(--line); border-radius: var(--round); padding: var(--s6) var(--s5);
          max-width: 34rem; width: 100%; margin: var(--s4) auto; display: grid; gap: var(--s4); justify-items: center; text-align: center; }
        .ask form, .ask form .button { width: 100%; }
        .ask .notice { text-align: start; }
        .ask-what { width: 100%; padding: var(--s4); background: var(--shade); border-radius: 10px; font-size: .9375rem; }
        .rows li { border-top: 1px solid var(--line); }
        .rows li:first-child { border-top: 0; }
        .rows a { display: flex; align-items: center; justify-content: space-between; gap: var(--s3); min-height: 56px; text-decoration: none; color: var(--ink); }
        .rows a .icon { color: var(--shu); }
        .rows a:hover { color: var(--ai); }
        .cover-art { display: flex; justify-content: center; gap: var(--s3); flex-wrap: wrap; }
        .cover-art .picture { width: 76px; height: 76px; border-radius: 50%; border: 1px solid var(--line); }
        .cover { padding: var(--s6) var(--s2); display: grid; gap: var(--s4); justify-items: center; text-align: center; }
        .cover p { max-width: 38em; }
        .after { margin-top: var(--s4); }
        .how { display: grid; gap: var(--s4); counter-reset: how; }
        .how li { counter-increment: how; display: grid; grid-template-columns: 3rem 1fr; column-gap: var(--s3); }
        .how li::before { content: counter(how); grid-row: span 2; width: 3rem; height: 3rem; border-radius: 50%; display: grid; place-items: center;
          background: var(--ai-wash); color: var(--ai); font: 600 1.25rem/1 var(--mincho); }
        .how h3 { font-size: 1.0625rem; }
        .how p { color: var(--soft); font-size: .9375rem; }
        @media (min-width: 56rem) { .how { grid-template-columns: repeat(3, 1fr); } .cover { padding: var(--s7) 0 var(--s6); } }
        """#
}
