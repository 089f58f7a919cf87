// SPDX-License-Identifier: Apache-2.0

extension Style {
    /// What several pages are made of: card, button, notice, form.
    static let parts = #"""
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
        """#
}
