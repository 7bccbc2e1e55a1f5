package dev.bluegreen.aws.internal.elb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;

/**
 * Raw responses of the service: an SDK older than a feature drops fields it has no type for, and writing its actions back
 * would remove the feature. Thread-safe.
 */
final class RawAnswers implements ExecutionInterceptor {

    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();

    /** Plugin for the request whose response is to be kept. */
    SdkPlugin plugin() {
        return client -> client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(this)
                .build());
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return context.responseBody().map(this::keep);
    }

    private InputStream keep(InputStream body) {
        try {
            byte[] all = body.readAllBytes();
            bodies.add(all);
            return new ByteArrayInputStream(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Fields in the actions of one resource that this SDK does not know.
     *
     * @param key element with the resource's ARN, such as {@code RuleArn}
     */
    List<String> unknown(String key, String arn, String actions) {
        return bodies.stream()
                .map(RawAnswers::parsed)
                .flatMap(document -> SdkShape.elements(document.getElementsByTagName(key)))
                .filter(named -> named.getTextContent().strip().equals(arn))
                .map(named -> (Element) named.getParentNode())
                .flatMap(thing -> SdkShape.children(thing)
                        .filter(child -> child.getTagName().equals(actions)))
                .flatMap(SdkShape::children)
                .flatMap(RawAnswers::unknown)
                .distinct()
                .toList();
    }

    private static Stream<String> unknown(Element action) {
        Action.Builder known = Action.builder();
        return SdkShape.unknown(action, known, "");
    }

    private static Document parsed(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("the SDK could read this answer, and we cannot", e);
        }
    }
}
