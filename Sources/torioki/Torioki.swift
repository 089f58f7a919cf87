@main struct Torioki { static func main() {} }
