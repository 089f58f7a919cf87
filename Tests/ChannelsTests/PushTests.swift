// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import PQ
import Reservations
import ShopSupport
import Synchronization
import Testing

@testable import Channels

@Suite("Devices that are told")
struct PushTests {
    /// Plays every push service: keeps what came, answers as it is told to, 201 else.
    private final class Service: Sendable {
        let state = Mutex<(posts: [PushPost], answers: [PushAnswer?])>(([], []))

        var posts: [PushPost] { state.withLock { $0.posts } }

        func say(_ answers: PushAnswer?...) { state.withLock { $0.answers = answers } }

        /// Throws where it is to be silent.
        func post(_ post: PushPost) throws -> PushAnswer {
            let answer = state.withLock { state in
                state.posts.append(post)
                return state.answers.isEmpty ? PushAnswer(status: 201) : state.answers.removeFirst()
            }
            guard let answer else { throw Silence() }
            return answer
        }
    }

    private struct Silence: Error {}

    private struct Mute: Channel {
        let name = "mail"
        func send(_ letter: Letter) async throws(ChannelFailure) {}
    }

    private static let services: PushServices = {
        var services = PushServices()
        precondition(services.add("push.example"))
        return services
    }()
    private static let key = PushKey(secret: [UInt8](repeating: 7, count: 32))

    private func devices(_ shop: Shop) -> Devices {
        Devices(reservations: shop.reservations, key: Self.key, services: Self.services)
    }

    private func dispatcher(
        _ shop: Shop, _ service: Service, _ services: PushServices = Self.services, observer: Observer = .none
    ) -> Dispatcher {
        Dispatcher(
            reservations: shop.reservations, places: shop.places,
            channels: [
                Mute(),
                PushChannel(database: shop.database, key: Self.key, services: services) { try service.post($0) },
            ], observer: observer, link: { reservation, _ in Shop.link + reservation.id.description })
    }

    private func pushes(_ shop: Shop, _ id: ReservationID) async throws -> [Notice] {
        try await shop.database.run(ReadNotices(id)).filter { $0.channel == "push" }
    }

    @Test("A device hears what the letter says, in its own language, and reads what nobody else can")
    func told() async throws {
        try await withShop { shop in
            let (new, browser, service) = (try await shop.reserve([("A", 1)]), Browser(), Service())
            try await devices(shop).keep(browser.subscription, of: new, language: .en)
            try await shop.makeReady(new.id)
            let notices = try await shop.database.run(ReadNotices(new.id))
            #expect(notices.map(\.channel).sorted() == ["mail", "mail", "push"])
            #expect(Set(notices.map(\.id)).count == 3)
            let tried = try await dispatcher(shop, service).round()
            #expect(tried == 3)
            let post = try #require(service.posts.first)
            #expect(service.posts.count == 1 && post.endpoint == browser.endpoint && post.urgency == .high)
            #expect(post.authorization.hasPrefix("vapid t=") && post.authorization.hasSuffix("k=\(Self.key.text)"))
            #expect(Int64(post.ttl) == (new.pickUpBy - shop.clock.now).components.seconds)
            #expect(post.topic.utf8.count == 32 && Base64.url.bytes(post.topic) != nil)
            let said = try JSON(parsing: try browser.read(post.body))
            #expect(said["title"] == "Your reservation is ready" && said["lang"] == "en")
            #expect(said["link"]?.string == Shop.link + new.id.description && said["tag"]?.string == post.topic)
            let text = said.text
            for secret in ["品A", "山田", "花子", new.pickupCode] { #expect(!text.contains(secret), "\(secret)") }
            let sent = try await pushes(shop, new.id)
            #expect(sent.map(\.state) == [.accepted] && sent.map(\.language) == ["en"])
            #expect(!sent[0].recipient.contains("push.example"))
        }
    }

    @Test("What is told later of a reservation takes the place of what is not delivered yet, in the order it happened")
    func topics() async throws {
        try await withShop { shop in
            let (new, other) = (try await shop.reserve([("A", 1)]), try await shop.reserve([("A", 1)]))
            let (browser, service) = (Browser(), Service())
            for reservation in [new, other] {
                try await devices(shop).keep(browser.subscription, of: reservation, language: .ja)
            }
            try await shop.makeReady(new.id)
            try await shop.carryOut(.extend(until: nil), on: new.id)
            try await shop.carryOut(.cancel(reason: "x"), on: other.id)
            _ = try await dispatcher(shop, service).round()
            let titles = try service.posts.map { post in
                (post.topic, try JSON(parsing: try browser.read(post.body))["title"]?.string ?? "")
            }
            let topics = Dictionary(grouping: titles, by: \.0).mapValues { $0.map(\.1) }
            #expect(Set(topics.values) == [["商品のご用意ができました", "受取期限を延長しました"], ["お取り置きを取り消しました"]])
        }
    }

    private static let answers: [(PushAnswer?, Notice.State, isKept: Bool, seconds: Int)] = [
        (PushAnswer(status: 201), .accepted, true, 0), (PushAnswer(status: 202), .accepted, true, 0),
        (PushAnswer(status: 404), .failed, false, 0), (PushAnswer(status: 410), .failed, false, 0),
        (PushAnswer(status: 413), .failed, true, 0), (PushAnswer(status: 403), .failed, true, 0),
        (PushAnswer(status: 301), .failed, true, 0), (PushAnswer(status: 500), .queued, true, 60),
        (PushAnswer(status: 503, retryAfter: 5), .queued, true, 60),
        (PushAnswer(status: 429, retryAfter: 600), .queued, true, 600),
        (PushAnswer(status: 429, retryAfter: -1), .queued, true, 60),
        (PushAnswer(status: 429, retryAfter: .max), .queued, true, 86_400), (nil, .queued, true, 60),
    ]

    @Test("Each answer has its meaning: taken, gone, later, never", arguments: answers.indices)
    func answered(index: Int) async throws {
        let (answer, state, isKept, seconds) = Self.answers[index]
        try await withShop { shop in
            let (new, service) = (try await shop.reserve([("A", 1)]), Service())
            try await devices(shop).keep(Browser().subscription, of: new, language: .ja)
            try await shop.carryOut(.cancel(reason: "x"), on: new.id)
            service.say(answer)
            let alarms = Mutex(0)
            let observer = Observer { if case .noticeFailed(_, _, true) = $0 { alarms.withLock { $0 += 1 } } }
            let dispatcher = dispatcher(shop, service, observer: observer)
            _ = try await dispatcher.round()
            let notices = try await pushes(shop, new.id)
            #expect(notices.map(\.state) == [state])
            // A device that is gone calls nobody to look at the provider.
            let raised = alarms.withLock { $0 }
            #expect(raised == (state == .failed && isKept ? 1 : 0))
            let left = try await devices(shop).endpoints(of: new.id)
            #expect(left.isEmpty != isKept)
            guard state == .queued else { return }
            shop.clock.advance(by: .seconds(seconds - 1))
            let early = try await dispatcher.round()
            shop.clock.advance(by: .seconds(1))
            let later = try await dispatcher.round()
            #expect(early == 0 && later == 1)
            let after = try await pushes(shop, new.id)
            #expect(after.map(\.state) == [.accepted])
        }
    }

    @Test("Nothing is sent to a service that is off the list, nor kept for one that never was on it")
    func unknown() async throws {
        try await withShop { shop in
            let (new, service, browser) = (try await shop.reserve([("A", 1)]), Service(), Browser())
            var stranger = browser
            stranger.endpoint = "https://10.0.0.1/x"
            await #expect(throws: Refusal.doesNotFit("endpoint")) {
                try await devices(shop).keep(stranger.subscription, of: new, language: .ja)
            }
            try await devices(shop).keep(browser.subscription, of: new, language: .ja)
            try await shop.carryOut(.cancel(reason: "x"), on: new.id)
            _ = try await dispatcher(shop, service, .none).round()
            let notices = try await pushes(shop, new.id)
            #expect(service.posts.isEmpty && notices.map(\.state) == [.failed])
        }
    }

    @Test("A wish not to be told by push holds, until the switch is moved again; quiet hours hold as for letters")
    func consent() async throws {
        try await withShop { shop in
            let (new, browser) = (try await shop.reserve([("A", 1)]), Browser())
            try await devices(shop).keep(browser.subscription, of: new, language: .ja)
            let stopped = ContactWishes(language: .ja, stopped: [.push])
            try await shop.desk.keep(stopped, on: new.id, sentTo: nil, by: .customer)
            try await shop.carryOut(.accept, .pick(items: [], staging: nil), .ready(staging: "B-3"), on: new.id)
            let silent = try await pushes(shop, new.id)
            #expect(silent.isEmpty)
            let now = try #require(try await shop.reservations.find(new.id))
            try await devices(shop).keep(browser.subscription, of: now, language: .ja)
            let quiet = ContactWishes(language: .ja, stopped: [], quiet: QuietHours(from: 1_260, until: 480))
            try await shop.desk.keep(quiet, on: new.id, sentTo: nil, by: .customer)
            shop.clock.set(try #require(Instant(rfc3339: "2026-11-24T22:00:00+09:00")))
            try await shop.carryOut(.unready(reason: "x"), on: new.id)
            let service = Service()
            _ = try await dispatcher(shop, service).round()
            #expect(service.posts.isEmpty)
            shop.clock.set(try #require(Instant(rfc3339: "2026-11-25T08:00:00+09:00")))
            _ = try await dispatcher(shop, service).round()
            #expect(service.posts.count == 1)
        }
    }

    @Test("A reservation has few devices, each once, those of late; they go along to another store and end one by one")
    func kept() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 1)])
            let devices = devices(shop)
            for number in [1, 2, 3, 4, 5, 1, 6] {
                var browser = Browser()
                browser.endpoint = "https://push.example/\(number)"
                shop.clock.advance(by: .seconds(1))
                try await devices.keep(browser.subscription, of: new, language: .ja)
            }
            let kept = try await devices.endpoints(of: new.id)
            #expect(Set(kept) == Set([1, 3, 4, 5, 6].map { "https://push.example/\($0)" }))
            let place = shop.place(at: Shop.s2)
            try await shop.carryOut(.reroute(to: place), on: new.id)
            let moved = try await devices.endpoints(of: place.id)
            #expect(Set(moved) == Set(kept))
            try await shop.carryOut(.accept, .cancel(reason: "x"), on: place.id)
            let told = try await pushes(shop, place.id)
            #expect(told.map(\.kind) == [Notice.Kind](repeating: .cancelled, count: 5))
            try await devices.forget("https://push.example/3", of: place.id)
            let left = try await devices.endpoints(of: place.id)
            #expect(left.count == 4 && !left.contains("https://push.example/3"))
            shop.clock.advance(by: .seconds(Limits.deviceDays * 86_400 + 1))
            let swept = try await devices.sweep()
            #expect(swept == 9)
        }
    }

    @Test("A letter that failed is tried again after the quiet hours, not in them")
    func retriesKeepQuiet() async throws {
        try await withShop { shop in
            let (new, service) = (try await shop.reserve([("A", 1)]), Service())
            let quiet = ContactWishes(language: .ja, stopped: [], quiet: QuietHours(from: 1_260, until: 480))
            try await shop.desk.keep(quiet, on: new.id, sentTo: nil, by: .customer)
            try await devices(shop).keep(Browser().subscription, of: new, language: .ja)
            shop.clock.set(try #require(Instant(rfc3339: "2026-11-24T20:59:30+09:00")))
            try await shop.carryOut(.cancel(reason: "x"), on: new.id)
            service.say(PushAnswer(status: 503))
            let dispatcher = dispatcher(shop, service)
            _ = try await dispatcher.round()
            var sent: [Int] = []
            for moment in ["2026-11-24T21:00:30+09:00", "2026-11-25T07:59:59+09:00", "2026-11-25T08:00:30+09:00"] {
                shop.clock.set(try #require(Instant(rfc3339: moment)))
                _ = try await dispatcher.round()
                sent.append(service.posts.count)
            }
            #expect(sent == [1, 1, 2])
        }
    }
}
