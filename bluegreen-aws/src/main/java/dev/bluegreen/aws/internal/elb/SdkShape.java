package dev.bluegreen.aws.internal.elb;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;

/** Compares a raw response with the fields of an SDK type. */
final class SdkShape {

    private SdkShape() {}

    /** The paths of elements for which a type has no field. */
    static Stream<String> unknown(Element sent, SdkPojo type, String path) {
        Map<String, SdkField<?>> fields =
                type.sdkFields().stream().collect(Collectors.toMap(SdkField::locationName, Function.identity()));
        return children(sent).flatMap(child -> {
            String at = path + child.getTagName();
            return Optional.<SdkField<?>>ofNullable(fields.get(child.getTagName()))
                    .map(field -> inside(child, field, at))
                    .orElseGet(() -> Stream.of(at));
        });
    }

    private static Stream<String> inside(Element sent, SdkField<?> field, String path) {
        if (MarshallingType.SDK_POJO.equals(field.marshallingType())) {
            return unknown(sent, field.constructor().get(), path + ".");
        }
        if (MarshallingType.LIST.equals(field.marshallingType())) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            return children(sent).flatMap(one -> inside(one, member, path));
        }
        return Stream.empty();
    }

    static Stream<Element> children(Element parent) {
        return elements(parent.getChildNodes());
    }

    static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }
}
