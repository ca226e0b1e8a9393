@main
enum Labctl {
    static func main() {}
}
