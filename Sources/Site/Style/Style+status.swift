// SPDX-License-Identifier: Apache-2.0

extension Style {
    /// The status page: what a customer understands in three seconds on a phone.
    static let status = #"""
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
          .columns--status { grid-template-rows: auto 1fr; }
          .columns--status > :first-child, .columns--status > :last-child { grid-column: 1; }
          .columns--status > div { grid-column: 2; grid-row: 1 / span 2; }
          .hero > .facts { grid-auto-flow: column; grid-auto-columns: max-content; }
          .hero > .facts div { display: grid; gap: 0; } .hero > .facts dt { font-size: .8125rem; }
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
        """#
}
