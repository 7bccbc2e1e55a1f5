package dev.bluegreen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Build servers read it as results of tests. */
class JunitXmlTest {

    @Test
    void theOutcomeAndWhatSpeaksAgainstItFail() throws Exception {
        Document read = read(JunitXml.of(Samples.full(), Samples.bare()));

        assertThat(read.getElementsByTagName("testsuite").getLength()).isEqualTo(2);
        Element suite = (Element) read.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("9");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(9);
        assertThat(suite.getAttribute("failures")).isEqualTo("4");
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(4);
        assertThat(suite.getAttribute("skipped")).isEqualTo("2");
        assertThat(suite.getAttribute("time")).isEqualTo("60.000");
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("checkout was sent back");
    }

    @Test
    void aSuccessHasNoFailure() throws Exception {
        Document read = read(JunitXml.of(Switched.report()));

        assertThat(read.getElementsByTagName("failure").getLength()).isZero();
        assertThat(read.getElementsByTagName("testcase").getLength()).isPositive();
    }

    @Test
    void textOfOthersIsNoMarkup() throws Exception {
        String sentence = "\"/></testcase><failure>]]>&amp;\u0001";
        Document read = read(JunitXml.of(Samples.report("a\"b<c>", sentence, "]]>", "<x>&")));

        assertThat(read.getElementsByTagName("failure").getLength()).isEqualTo(4);
        assertThat(((Element) read.getElementsByTagName("testsuite").item(0)).getAttribute("name"))
                .isEqualTo("a\"b<c>");
    }

    @Test
    void nothingIsRefused() {
        assertThatThrownBy(() -> JunitXml.of(Samples.full(), null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("junit.reports");
    }

    private static Document read(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
