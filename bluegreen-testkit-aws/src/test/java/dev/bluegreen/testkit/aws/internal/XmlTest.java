package dev.bluegreen.testkit.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTest {

    @Test
    void whatIsWrittenIsRead() {
        Xml written = Xml.of(
                "A", Xml.text("B", "<&\">'\r\n"), Xml.members("C", List.of(1, 2), n -> List.of(Xml.text("D", n))));

        assertThat(Xml.parse(written.document())).isEqualTo(written);
    }

    @Test
    void namespacesAreDropped() {
        assertThat(Xml.parse("<x:A xmlns:x='urn:a'><x:B>1</x:B></x:A>")).isEqualTo(Xml.of("A", Xml.text("B", 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<A>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><A>&e;</A>",
                "<!DOCTYPE a [<!ENTITY e 'eeee'>]><A>&e;&e;</A>"
            })
    void refusesWhatIsNoPlainXml(String document) {
        assertThatThrownBy(() -> Xml.parse(document))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.status()).isEqualTo(400));
    }
}
