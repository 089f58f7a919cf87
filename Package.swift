// swift-tools-version:6.2
import PackageDescription

/// CI sets TORIOKI_STRICT: there our own warnings are errors, while those of the packages we use stay theirs.
let strict: [SwiftSetting] = Context.environment["TORIOKI_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// The walls of the house: arrows run only downwards, and the compiler keeps them so (ARCHITECTURE.md).
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func room(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings + strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: settings + strict)
}

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let asyncAlgorithms = Target.Dependency.product(name: "AsyncAlgorithms", package: "swift-async-algorithms")
let http: [Target.Dependency] = [
    hummingbird, lifecycle, logging, .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"), .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOCore", package: "swift-nio"),
]
/// What the service itself asks others by: push services, and nobody else.
let asking: [Target.Dependency] = [
    .product(name: "AsyncHTTPClient", package: "async-http-client"), .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOCore", package: "swift-nio"),
]
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")

/// What the tests of reservations stand on: the rooms they live in, and a small chain to try them in.
let house: [Target.Dependency] = [
    "ShopSupport", "Insight", "Contact", "Channels", "Reservations", "Customers", "Stock", "Kit", "PQ",
]

let package = Package(
    name: "torioki",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "torioki", targets: ["torioki"]),
        .library(name: "PQ", targets: ["PQ"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
    ],
    targets: [
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        // glibc's settings of memory, which Swift's own Glibc leaves out.
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CQR", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        room("PQ", ["CPQ", deque, logging]),
        room("Cluster", []),
        room("Kit", ["PQ", crypto, deque, lifecycle, logging]),
        room("Access", ["Kit", "PQ", crypto, cryptoExtras], exclude: ["Passwords/embed"]),
        room("Customers", ["Kit", "PQ"]),
        room("Stock", ["Kit", "PQ", crypto]),
        room("Reservations", ["Customers", "Stock", "Kit", "PQ"]),
        room("Channels", ["Reservations", "Customers", "Stock", "Kit", "PQ", crypto] + asking),
        room("Contact", ["Reservations", "Channels", "Customers", "Stock", "Kit", "PQ", crypto]),
        room("Insight", ["Contact", "Reservations", "Stock", "Kit", "PQ"]),
        room(
            "API",
            [
                "Insight", "Contact", "Channels", "Reservations", "Customers", "Stock", "Access", "Kit", "PQ",
                crypto, asyncAlgorithms,
            ]
                + http),
        .target(
            name: "Site",
            dependencies: [
                "API", "Contact", "Channels", "Reservations", "Customers", "Stock", "Access", "Kit", "PQ", "CQR",
                hummingbird,
                crypto,
            ],
            // They travel in the binary: Assets/embed.
            exclude: ["Assets"], swiftSettings: settings + strict
        ),
        .executableTarget(
            name: "torioki",
            dependencies: [
                "Site", "API", "Insight", "Contact", "Channels", "Reservations", "Customers", "Stock", "Access",
                "Kit", "PQ", "CPQ", "CMalloc", "Cluster", hummingbird, lifecycle, logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings + strict
        ),
        // The paced load of Benchmarks/run.
        .executableTarget(
            name: "pace",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Benchmarks/pace",
            swiftSettings: settings + strict
        ),
        .target(
            name: "TestSupport",
            dependencies: [
                "Cluster", "Kit", "PQ", .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOCore", package: "swift-nio"),
                hummingbird, lifecycle, logging,
            ],
            path: "Tests/TestSupport",
            swiftSettings: settings + strict
        ),
        .target(
            name: "ShopSupport",
            dependencies: [
                "TestSupport", "Insight", "Contact", "Channels", "Reservations", "Customers", "Stock", "Kit", "PQ",
            ],
            path: "Tests/ShopSupport",
            swiftSettings: settings + strict
        ),
        tests("PQTests", ["PQ", "Cluster"]),
        tests("KitTests", ["Kit"]),
        .testTarget(
            name: "StockTests", dependencies: ["Stock", "Kit", "PQ", "TestSupport"],
            resources: [.copy("Fixtures")], swiftSettings: settings + strict
        ),
        tests("ToriokiTests", ["torioki", "Channels", "Cluster", "Kit"]),
        tests("HouseTests", ["torioki", "Site", "API", "Access", "Cluster", lifecycle, logging, crypto] + house),
        tests("CustomersTests", ["Customers", "Kit", "PQ"]),
        tests("AccessTests", ["Access", "Kit", "PQ", crypto]),
        tests("ReservationsTests", house),
        tests("ContactTests", house),
        tests("ChannelsTests", house + [hummingbird, crypto]),
        tests("InsightTests", house),
        tests(
            "SiteTests",
            [
                "Site", "API", "Contact", "Channels", "Reservations", "Customers", "Stock", "Access", "Kit", "PQ",
                "CQR", hummingbird, logging, crypto,
            ]),
        tests("APITests", ["API", "Access", "Customers", "Stock", "Kit", "PQ"] + http),
    ]
)
