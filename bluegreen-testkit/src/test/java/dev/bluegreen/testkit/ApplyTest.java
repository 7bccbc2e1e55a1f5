package dev.bluegreen.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyTest {

    private static final String TWO = """
            # the production Service
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec:
              selector: {app: web}
              ports: [{port: 80}]
            ---
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings}
            """;

    private final FakeCluster cluster = FakeCluster.start().namespace("shop");

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void appliesEveryDocumentAndIsNoRequest() {
        cluster.apply(TWO);

        assertThat(cluster.requests()).isEmpty();
        assertThat(cluster.client()
                        .services()
                        .inNamespace("shop")
                        .withName("web")
                        .get())
                .isNotNull();
        assertThat(cluster.client()
                        .configMaps()
                        .inNamespace("default")
                        .withName("settings")
                        .get())
                .isNotNull();
    }

    @Test
    void appliesAgainWhatChanged() {
        cluster.apply(TWO);
        cluster.apply(TWO.replace("app: web", "app: other"));

        assertThat(cluster.client()
                        .services()
                        .inNamespace("shop")
                        .withName("web")
                        .get()
                        .getSpec()
                        .getSelector())
                .containsEntry("app", "other");
    }

    @Test
    void readsFiles(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("web.yaml"), TWO);

        cluster.apply(file);

        assertThat(cluster.client().services().inAnyNamespace().list().getItems())
                .hasSize(1);
        assertThatThrownBy(() -> cluster.apply(folder.resolve("none.yaml"))).hasMessageContaining("none.yaml");
        assertThatThrownBy(() -> cluster.applyResource(ApplyTest.class, "none.yaml"))
                .hasMessageContaining("resource: 'none.yaml'; there is none beside " + ApplyTest.class.getName());
    }

    @Test
    void namesTheDocumentThatCannotBeRead() {
        assertThatThrownBy(() -> cluster.apply(TWO + "---\na: [\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("document 3: not valid YAML");
    }

    @Test
    void namesTheDocumentOfAnUnknownKind() {
        assertThatThrownBy(() -> cluster.apply(TWO + "---\napiVersion: x.io/v1\nkind: Widget\nmetadata: {name: w}"))
                .hasMessageContaining("document 3 (Widget w): no kind \"Widget\" in apiVersion \"x.io/v1\"");
    }

    @Test
    void namesTheDocumentTheServerRefuses() {
        assertThatThrownBy(() -> cluster.apply(TWO.replace("port: 80", "port: 80000")))
                .hasMessageContaining("document 1 (Service web)")
                .hasMessageContaining("spec.ports[0].port");
        assertThatThrownBy(() -> cluster.apply(TWO.replace("shop", "nowhere")))
                .hasMessageContaining("namespaces \"nowhere\" not found");
    }

    @Test
    void namesTheFieldThatTheKindDoesNotHave() {
        assertThatThrownBy(() -> cluster.apply(TWO.replace("ports:", "prots:")))
                .hasMessageContaining("document 1 (Service web)")
                .hasMessageContaining(".spec.prots: field not declared in schema");
    }
}
