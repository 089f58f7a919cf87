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
        .mast nav { display: flex; gap: var(--s2); }
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
        """#
}
