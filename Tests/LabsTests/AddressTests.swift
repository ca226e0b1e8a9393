import Testing

@testable import Labs

@Suite("An address")
struct AddressTests {
    @Test(
        "is read and written alike", arguments: ["0.0.0.0", "10.0.0.43", "255.255.255.255", "172.22.205.240"])
    func valid(text: String) { #expect(IPv4Address(text)?.description == text) }

    @Test(
        "is refused when it is malformed",
        arguments: [
            "", "10.0.0", "10.0.0.256", "10.0.0.043", "10.0.0.-1", "10.0.0.4 ", "10.0.0.4.5", "::1",
            "a.b.c.d",
        ])
    func malformed(text: String) { #expect(IPv4Address(text) == nil) }

    @Test("belongs to a network, or is its own or its broadcast address")
    func membership() throws {
        let subnet = try #require(Subnet("10.0.0.0/24"))
        let inside = ["10.0.0.1", "10.0.0.254"],
            outside = ["10.0.0.0", "10.0.0.255", "10.0.1.1", "9.255.255.255"]
        for text in inside { #expect(subnet.hasHost(try #require(IPv4Address(text))), "\(text)") }
        for text in outside { #expect(!subnet.hasHost(try #require(IPv4Address(text))), "\(text)") }
        #expect(subnet.first.description == "10.0.0.1")
        #expect(subnet.description == "10.0.0.0/24")
    }

    @Test(
        "of a network has no host bits and a sensible length",
        arguments: ["10.0.0.1/24", "10.0.0.0", "10.0.0.0/", "10.0.0.0/31", "10.0.0.0/0", "10.0.0/24", "x/24"])
    func badSubnets(text: String) { #expect(Subnet(text) == nil) }
}
