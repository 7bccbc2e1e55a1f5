package dev.bluegreen.testkit.aws.internal;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * An XML element as AWS uses it: a name, and either text or children. Namespaces are dropped when read.
 *
 * @param name its name
 * @param namespace written as {@code xmlns}; empty for none
 * @param text its text, when it has no children
 * @param children its children, in order
 */
public record Xml(String name, String namespace, String text, List<Xml> children) {

    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    /** Copies the children. */
    public Xml {
        children = List.copyOf(children);
    }

    /** An element with children. */
    public static Xml of(String name, Xml... children) {
        return new Xml(name, "", "", List.of(children));
    }

    /** An element with children. */
    public static Xml of(String name, List<Xml> children) {
        return new Xml(name, "", "", children);
    }

    /** An element with text; any value as its {@code toString} has it. */
    public static Xml text(String name, Object value) {
        return new Xml(name, "", value.toString(), List.of());
    }

    /** A list of the query protocol: each value in a {@code member} with these children. */
    public static <T> Xml members(String name, Collection<T> values, Function<T, List<Xml>> children) {
        return of(
                name,
                values.stream()
                        .map(value -> of("member", children.apply(value)))
                        .toList());
    }

    /** The same element in a namespace. */
    public Xml in(String namespace) {
        return new Xml(name, namespace, text, children);
    }

    /**
     * Reads a document. Knows no document types, and so neither entities nor files.
     *
     * @throws AwsError {@code MalformedInput} if it is not well-formed
     */
    public static Xml parse(String document) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCTYPE, true);
            factory.setNamespaceAware(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return of(builder.parse(new InputSource(new StringReader(document))).getDocumentElement());
        } catch (SAXException e) {
            throw AwsError.sender(
                    400, "MalformedInput", "the body is not XML that this service reads: " + e.getMessage());
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException("the XML parser of the JDK failed", e);
        }
    }

    /** The first child of a name. */
    public Optional<Xml> child(String name) {
        return all(name).findFirst();
    }

    /** The text of the first child of a name. */
    public Optional<String> childText(String name) {
        return child(name).map(Xml::text);
    }

    /** The children of a name, in order. */
    public Stream<Xml> all(String name) {
        return children.stream().filter(child -> child.name().equals(name));
    }

    /** As a document. */
    public String document() {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        write(out);
        return out.toString();
    }

    private void write(StringBuilder out) {
        out.append('<').append(name);
        if (!namespace.isEmpty()) {
            out.append(" xmlns=\"").append(escaped(namespace)).append('"');
        }
        out.append('>').append(escaped(text));
        children.forEach(child -> child.write(out));
        out.append("</").append(name).append('>');
    }

    private static Xml of(Element element) {
        List<Xml> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(of(child));
            }
        }
        String text = children.isEmpty() ? element.getTextContent() : "";
        return new Xml(element.getLocalName(), "", text, children);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\r", "&#13;");
    }
}
