// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Foundation
import Kit
import PQ
import TestSupport
import Testing

@testable import Reservations
@testable import Site

/// Writes the pages in all their states into a folder, for eyes and browsers; runs when TORIOKI_GALLERY names one.
@Suite("Gallery", .enabled(if: ProcessInfo.processInfo.environment["TORIOKI_GALLERY"] != nil))
struct Gallery {
    let folder = ProcessInfo.processInfo.environment["TORIOKI_GALLERY"] ?? ""

    private func write(_ name: String, _ html: String) throws {
        // Opened as files, the pages find sheet and pictures beside them.
        let sheet = Asset.named("style.css").url
        let local = html.replacing("\"\(sheet)", with: "\"style.css").replacing("\"/images/", with: "\"images/")
        try local.write(toFile: "\(folder)/\(name).html", atomically: true, encoding: .utf8)
    }

    static let states: [(String, PickupStatus)] = {
        let created = Fixture.event(Fixture.created, "13:05")
        let accepted = Fixture.event(.accepted, "13:08", author: .duty("x"))
        let picking = Fixture.event(.pickingStarted, "13:10")
        let ready = Fixture.event(Fixture.ready, "13:15")
        return [
            (
                "checking",
                Fixture.status(Fixture.reservation(.active, .requested, contact: .pending), events: [created])
            ),
            (
                "preparing",
                Fixture.status(Fixture.reservation(.active, .picking), events: [created, accepted, picking])
            ),
            (
                "late",
                Fixture.status(
                    Fixture.reservation(.active, .picking), events: [created, accepted, picking],
                    now: Fixture.instant("2026-11-22T17:00:00+09:00"))
            ),
            (
                "undecided",
                Fixture.status(
                    Fixture.reservation(.active, .picking, contact: .attempted) { r in
                        r.lines[1].quantity = 1
                        r.lines[1].missing = 1
                    },
                    events: [
                        created, accepted, picking,
                        Fixture.event(
                            .lineShortPicked(
                                .init(line: 2, sku: SKU(stored: "TW-1010-KO-S"), missing: 1, reason: "damaged")),
                            "13:12"),
                        Fixture.event(.contactAttempted, "13:18"),
                    ])
            ),
            (
                "on-its-way",
                Fixture.status(
                    Fixture.reservation(.active, .awaitingStock),
                    events: [created, accepted, Fixture.event(.shipped(.init(1)), "13:18")])
            ),
            (
                "ready",
                Fixture.status(Fixture.reservation(.active, .ready), events: [created, accepted, picking, ready])
            ),
            (
                "collected",
                Fixture.status(
                    Fixture.reservation(.consumed, .collected),
                    events: [created, accepted, picking, ready, Fixture.event(.collected(Fixture.handedOver), "13:18")])
            ),
            (
                "cancelled",
                Fixture.status(
                    Fixture.reservation(.released, .cancelled),
                    events: [created, Fixture.event(.cancelled(.init(reason: "customer")), "13:10")])
            ),
            (
                "expired",
                Fixture.status(
                    Fixture.reservation(.expired, .cancelled),
                    events: [created, Fixture.event(.expired(.init(wasReady: false)), "13:10")])
            ),
        ]
    }()

    @Test("Every state of the status page is written")
    func status() throws {
        try Asset.named("style.css").text.write(toFile: "\(folder)/style.css", atomically: true, encoding: .utf8)
        for (name, status) in Self.states {
            for visitor in [Fixture.japanese, Fixture.english] {
                let notice: StatusView.Notice? =
                    name == "late" ? .refused(.extensionLimit(1)) : name == "preparing" ? .done(.callMe) : nil
                try write("status-\(name)-\(visitor.language.rawValue)", Fixture.page(status, visitor, notice))
            }
        }
        let ready = Fixture.status(Fixture.reservation(.active, .ready))
        for action in CustomerAction.allCases {
            let view = ConfirmView(
                status: ready, action: action, visitor: Fixture.japanese, token: "t", key: "k",
                isRepeated: action == .callMe)
            let page = Page(
                title: "?", visitor: Fixture.japanese, brand: .demo, here: "/", body: view.html)
            try write("ask-\(action.rawValue)-ja", page.html.text)
        }
    }

    @Test("The home page is written")
    func home() throws {
        let samples = [
            Site.Sample(ja: "準備完了：フライパンほか", en: "Ready: a frying pan and more", token: "a"),
            Site.Sample(ja: "準備中：飯碗", en: "Preparing: a rice bowl", token: "b"),
        ]
        for visitor in [Fixture.japanese, Fixture.english] {
            let view = HomeView(brand: .demo, hasShop: true, samples: samples, visitor: visitor)
            let page = Page(title: "?", visitor: visitor, brand: .demo, here: "/", body: view.html)
            try write("home-\(visitor.language.rawValue)", page.html.text)
        }
    }

    @Test("The shop of the demo chain is written")
    func shop() async throws {
        try await withHouse(furnish: furnishFromSeeds) { house in
            for language in ["ja", "en"] {
                for (name, path) in [
                    ("shop", "/shop"), ("aisle", "/shop?aisle=tableware"), ("search", "/shop?q=%E7%B4%BA"),
                    ("item", "/shop/KT-1010-24?near=S004"), ("item-apparel", "/shop/AP-1010-EC-S"), ("gone", "/r/x"),
                ] {
                    try write("\(name)-\(language)", try await house.get(path, language: language).text)
                }
                let wrong = try await house.post(
                    "/shop/KT-1010-24", [("key", "k"), ("name", "髙橋"), ("quantity", "99"), ("call", "on")],
                    language: language)
                try write("item-wrong-\(language)", wrong.text)
            }
        }
    }
}
