// SPDX-License-Identifier: Apache-2.0
import Kit
import Testing

@testable import torioki

@Suite("Descriptors")
struct DescriptorTests {
    @Test(
        "Connections stay well below what the process may open",
        arguments: [
            (256, 128), (1_024, 768), (4_096, 3_840), (65_536, Limits.connections), (Int.max, Limits.connections),
        ])
    func connections(descriptors: Int, connections: Int) {
        #expect(Descriptors.connections(of: descriptors) == connections)
    }

    @Test("The soft limit is raised, and what is told may be had")
    func raised() {
        let first = Descriptors.raise()
        #expect(first >= 256)
        #expect(Descriptors.raise() == first)
    }
}
