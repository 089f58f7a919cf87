// SPDX-License-Identifier: Apache-2.0

extension Style {
    /// The demo shop.
    static let shop = #"""
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
        .crumbs { display: flex; align-items: center; flex-wrap: wrap; gap: var(--s1); font-size: .875rem; }
        .crumbs a { min-height: 44px; display: inline-flex; align-items: center; }
        .crumbs .icon { width: 1em; height: 1em; color: var(--soft); }
        #list + .fine { margin-bottom: var(--s4); }
        .goods { display: grid; gap: var(--s5); }
        .goods .picture {
          width: 100%; height: auto; aspect-ratio: 1; border-radius: var(--round); border: 1px solid var(--line);
        }
        .goods > div { display: grid; gap: var(--s3); align-content: start; }
        @media (min-width: 40rem) { .goods { grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); } }
        .goods h1 { font-size: clamp(1.4rem, 1.1rem + 1.4vw, 1.8rem); }
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
        .near {
          display: grid; grid-template-columns: 1fr auto; gap: var(--s2); align-items: center; margin-bottom: var(--s4);
        }
        .near label { grid-column: 1 / -1; font-size: .875rem; font-weight: 600; }
        .near .button { padding-inline: var(--s4); font-size: .875rem; }
        .shelves li {
          display: flex; justify-content: space-between; gap: var(--s4); padding: var(--s3) 0;
          border-top: 1px solid var(--line);
        }
        .shelves small { color: var(--soft); white-space: nowrap; } .shelves strong { white-space: nowrap; }
        .has strong { color: var(--midori); }
        .hasnot strong { color: var(--soft); font-weight: 400; }
        .hasnot { color: var(--soft); }
        summary::after {
          content: ""; width: .5em; height: .5em; margin-inline-start: .75em; border: solid currentColor;
          border-width: 0 2px 2px 0; rotate: 45deg;
        }
        details[open] summary::after { rotate: -135deg; }
        details summary {
          min-height: 48px; display: flex; align-items: center; cursor: pointer; color: var(--ai); font-weight: 600;
          border-top: 1px solid var(--line);
        }
        """#
}
