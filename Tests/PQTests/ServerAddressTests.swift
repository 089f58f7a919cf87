// SPDX-License-Identifier: Apache-2.0
import Cluster
import TestSupport
import Testing

@testable import PQ

@Suite("Server addresses") struct ServerAddressTests {
    private func keywords(
        _ url: String, suspects: Set<String> = [], adjust: (inout DatabaseConfiguration) -> Void = { _ in }
    ) throws -> [String: String] {
        var configuration = DatabaseConfiguration(url: url)
        adjust(&configuration)
        var random = SystemRandomNumberGenerator()
        let pairs = try ServerAddress(configuration).keywords(suspects: suspects, using: &random)
        return Dictionary(uniqueKeysWithValues: pairs.map { ($0.keyword, $0.value) })
    }

    @Test("Hosts are tried in random order, each with its own port, those that hung lately last")
    func hosts() throws {
        let url = "postgresql://a:1,b:2,c:3/shop?target_session_attrs=read-write"
        var orders: Set<String> = []
        for _ in 0..<200 {
            let options = try keywords(url)
            let hosts = try #require(options["host"]).split(separator: ",")
            let ports = try #require(options["port"]).split(separator: ",")
            #expect(zip(hosts, ports).allSatisfy { ["a1", "b2", "c3"].contains($0 + $1) })
            orders.insert(hosts.joined())
        }
        #expect(orders.count == 6)
        for _ in 0..<20 {
            let options = try keywords(url, suspects: ["a:1"])
            #expect(options["host"]?.hasSuffix(",a") == true && options["target_session_attrs"] == "read-write")
        }
        let onePort = try keywords("host=a,b port=7 dbname=shop")
        #expect(onePort["port"] == "7,7")
    }

    @Test("What the URL says stands; what it leaves open is filled in")
    func defaults() throws {
        let url = "postgresql:///shop?connect_timeout=9&application_name=till&options=-cwork_mem%3D8MB"
        let options = try keywords(url) {
            $0.searchPath = "a, \"b c\""
        }
        #expect(options["connect_timeout"] == "9" && options["application_name"] == "till")
        #expect(options["options"]?.hasPrefix("-c TimeZone=UTC ") == true)
        #expect(options["options"]?.hasSuffix(" -cwork_mem=8MB") == true)
        #expect(options["options"]?.contains(#"-c search_path=a,\ "b\ c""#) == true)
        #expect(options["tcp_user_timeout"] == "10000" && options["host"] == nil)
    }

    @Test("The URL's own settings are read as the server reads them")
    func ownSettings() {
        let text = #"-c a=1 -cb=2 --c-d=x\ y  -e -c Timezone=Asia/Tokyo -c bare"#
        let settings = ServerAddress.settings(in: text).map { "\($0.name)=\($0.value)" }
        #expect(settings == ["a=1", "b=2", "c_d=x y", "TimeZone=Asia/Tokyo"])
        #expect(ServerAddress.settings(in: "").isEmpty)
    }

    @Test("The URL's own settings win over ours, and a session of our own has all it was asked for")
    func winning() async throws {
        let url = try TestDatabase.url + "&options=-c%20statement_timeout%3D77s%20-clock_timeout%3D5000"
        var configuration = DatabaseConfiguration(url: url)
        configuration.session = ["jit": "off"]
        let report = try await SessionReport.read(configuration)
        #expect(report == SessionReport(overridden: ["statement_timeout", "lock_timeout"]))
        let database = Database(configuration)
        let timeouts = try await database.first(Timeouts())
        await database.close()
        #expect(timeouts == ["77s", "5s"])
    }

    private struct Timeouts: Statement {
        static let sql = "SELECT current_setting('statement_timeout'), current_setting('lock_timeout')"
        static let isReadOnly = true
        static func decode(_ row: inout RowReader) throws(DatabaseError) -> [String] { [try row(), try row()] }
    }

    @Test("A host that is not there is passed over")
    func passedOver() async throws {
        let folder = try TestDatabase.server.directory
        let url = "postgresql:///torioki?user=torioki&host=/nonexistent,\(folder),/nowhere"
        for _ in 0..<5 {
            let database = Database(DatabaseConfiguration(url: url, sharedConnections: 1))
            let sum = try await database.first(Add(a: 1, b: 1))
            #expect(sum == 2)
            await database.close()
        }
    }

    @Test("The session speaks UTC and READ COMMITTED, and names its application")
    func session() async throws {
        struct Settings: Statement {
            static let sql = """
                SELECT current_setting('TimeZone'), current_setting('default_transaction_isolation'),
                    current_setting('application_name'), current_setting('search_path')
                """
            static let isReadOnly = true
            static func decode(_ row: inout RowReader) throws(DatabaseError) -> [String] {
                [try row(), try row(), try row(), try row()]
            }
        }
        try await TestDatabase.with { configuration in
            configuration.searchPath = "\"a b\", \(configuration.searchPath ?? "")"
        } _: { database in
            let settings = try await database.first(Settings())
            let name = database.configuration.applicationName
            #expect(settings == ["UTC", "read committed", name, "\"a b\", \(name)"])
        }
    }
}
