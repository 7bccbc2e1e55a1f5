package dev.bluegreen.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The pom of a module, as far as the laws ask.
 *
 * @param folder where the module is
 */
record Pom(Path folder, Element project) {

    private static final String OURS = "dev.bluegreen";

    /** The poms of the root's modules, in its order. */
    static List<Pom> modules(Path root) {
        return read(root)
                .texts("modules/module")
                .map(module -> read(root.resolve(module)))
                .toList();
    }

    static Pom read(Path folder) {
        try {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(folder.resolve("pom.xml").toFile());
            return new Pom(folder, document.getDocumentElement());
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("cannot read the pom in " + folder, e);
        }
    }

    String artifact() {
        return text(project, "artifactId").orElseThrow();
    }

    boolean isDeployed() {
        return texts("properties/maven.deploy.skip").noneMatch("true"::equals);
    }

    /** True if it has main code, and so makes a jar of classes. */
    boolean hasCode() {
        return Files.isDirectory(folder.resolve("src/main/java"));
    }

    List<Dependency> dependencies() {
        return in(project, "dependencies/dependency").map(Pom::dependency).toList();
    }

    /** What it manages, of ours and of others. */
    List<Dependency> managed() {
        return in(project, "dependencyManagement/dependencies/dependency")
                .map(Pom::dependency)
                .toList();
    }

    /** The name of its module in manifests, if it gives one. */
    Optional<String> moduleName() {
        NodeList names = project.getElementsByTagName("Automatic-Module-Name");
        return IntStream.range(0, names.getLength())
                .mapToObj(i -> names.item(i).getTextContent())
                .findFirst();
    }

    private Stream<String> texts(String path) {
        return in(project, path).map(Node::getTextContent);
    }

    private static Dependency dependency(Element element) {
        return new Dependency(
                text(element, "groupId").orElseThrow(),
                text(element, "artifactId").orElseThrow(),
                text(element, "version").orElse(""),
                text(element, "scope").orElse("compile"));
    }

    private static Optional<String> text(Element parent, String name) {
        return in(parent, name).map(Node::getTextContent).findFirst();
    }

    private static Stream<Element> in(Element parent, String path) {
        Stream<Element> found = Stream.of(parent);
        for (String name : path.split("/")) {
            found = found.flatMap(element -> children(element, name));
        }
        return found;
    }

    private static Stream<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node ->
                        node instanceof Element element && element.getTagName().equals(name))
                .map(Element.class::cast);
    }

    /** One entry of a list of dependencies. */
    record Dependency(String group, String artifact, String version, String scope) {

        boolean isOurs() {
            return group.equals(OURS);
        }

        boolean isForTests() {
            return scope.equals("test");
        }
    }
}
