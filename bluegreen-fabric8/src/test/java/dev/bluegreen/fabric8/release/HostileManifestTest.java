package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.BlueGreenException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifests that are made to harm whoever stages them: refused by us, in time, before anything is written. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileManifestTest {

    private static final String GOOD = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: myapp-green}
            spec:
              selector: {matchLabels: {app: myapp, track: green}}
              template:
                metadata: {labels: {app: myapp, track: green}}
                spec:
                  containers:
                    - name: app
                      image: registry/myapp:v7
            """;

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    static Stream<Arguments> manifests() {
        return Stream.of(
                named("a bomb of aliases", bomb()),
                named("a bomb of aliases in a Deployment", GOOD + "x: " + bomb().replace("\n", "\n  ")),
                named("what contains itself", GOOD + "x: &x [*x]\n"),
                named("a key that is there twice", GOOD.replace("metadata: {name:", "metadata: {name: shop, name:")),
                named("a part that is there twice", GOOD + "metadata: {name: myapp-green}\n"),
                named("lists in lists without end", GOOD + "x: " + "[".repeat(200_000)),
                named("objects in objects without end", GOOD + "x: " + "{a: ".repeat(100_000)),
                named("JSON in JSON without end", "{\"a\":".repeat(300_000)),
                named(
                        "a tag of Java",
                        GOOD + "x: !!javax.script.ScriptEngineManager [!!java.net.URL ['http://127.0.0.1:1/']]\n"),
                named("a tag of its own", GOOD.replace("name: app\n", "name: !evil app\n")),
                named("too many characters", GOOD + "# " + "x".repeat(5_000_000)),
                named(
                        "thousands of documents",
                        "apiVersion: v1\nkind: Service\nmetadata: {name: x}\n---\n".repeat(20_000)),
                named("a list of objects", "apiVersion: v1\nkind: List\nmetadata: {name: x}\nitems: []\n"),
                named("a Secret beside nothing", "apiVersion: v1\nkind: Secret\nmetadata: {name: x}\n"),
                named("another workload", GOOD.replace("kind: Deployment", "kind: StatefulSet")),
                named("a Pod", GOOD + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: x}\n"),
                named("a CronJob", GOOD + "---\napiVersion: batch/v1\nkind: CronJob\nmetadata: {name: x}\n"),
                named("another group", GOOD.replace("apps/v1", "evil.example/v1")),
                named(
                        "another namespace",
                        GOOD.replace("{name: myapp-green}", "{name: myapp-green, namespace: kube-system}")),
                named("the active track by name", GOOD.replace("myapp-green", "myapp-blue")),
                named("the active track by labels", GOOD.replace("track: green", "track: blue")),
                named(
                        "pods of the active track",
                        GOOD.replace("{labels: {app: myapp, track: green}", "{labels: {app: myapp, track: blue}")),
                named("a path for a name", GOOD.replace("myapp-green", "../myapp-green")),
                named("a track that is a flag", GOOD.replace("track: green", "track: true")),
                named("a track that is nothing", GOOD.replace("track: green", "track: null")),
                named("a track that is a list", GOOD.replace("track: green", "track: [green]")),
                named(
                        "a label that ends a selector",
                        GOOD.replace("{app: myapp, track: green}", "{app: 'myapp,track!=x', track: green}")),
                named(
                        "a label that is too long",
                        GOOD.replace("{labels: {app: myapp,", "{labels: {app: myapp, x: " + "y".repeat(64) + ",")),
                named("a label of blanks", GOOD.replace("{labels: {app: myapp,", "{labels: {app: myapp, x: 'a b',")),
                named(
                        "a label with a line break",
                        GOOD.replace("{labels: {app: myapp,", "{labels: {app: myapp, x: \"a\\nb\",")),
                named("an image that is none", GOOD.replace("registry/myapp:v7", "'registry/my app:v7'")),
                named("an image with an escape", GOOD.replace("registry/myapp:v7", "\"registry/myapp:\\e[31mv7\"")),
                named("no container", GOOD.replaceAll("(?s)containers:.*", "containers: []\n")),
                named("fewer than no pods", GOOD.replace("spec:\n  selector", "spec:\n  replicas: -1\n  selector")),
                named(
                        "thousands of millions of pods",
                        GOOD.replace("spec:\n  selector", "spec:\n  replicas: 3000000000\n  selector")),
                named("a scalar", "42"),
                named("a NUL", GOOD + "x: \"a\u0000b\"\n"));
    }

    private static Arguments named(String what, String manifest) {
        return Arguments.of(what, manifest);
    }

    private static String bomb() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append("*a%d, ".formatted(i - 1).repeat(9))
                    .append("*a%d]\n".formatted(i - 1));
        }
        return "\n" + bomb;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manifests")
    void isRefusedBeforeAnythingIsWritten(String what, String manifest) {
        assertThatThrownBy(() ->
                        site.release().build().stage(GREEN).manifest(manifest).apply())
                .isInstanceOf(BlueGreenException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .hasSizeLessThan(2_100)
                        .doesNotContainPattern("[\\p{Cntrl}\\x{202E}&&[^\n]]"));

        assertThat(site.writes())
                .filteredOn(write -> !write.is("patch", "deployments"))
                .isEmpty();
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(site.kubectl().apps().deployments().withName("myapp-green").require())
                .satisfies(
                        green -> assertThat(green.getMetadata().getGeneration()).isLessThanOrEqualTo(1));
    }

    @Test
    void aFileWithoutEndIsRefusedAndNotReadIntoMemory() {
        assertThatThrownBy(() -> site.release()
                        .build()
                        .stage(GREEN)
                        .manifest(Path.of("/dev/zero"))
                        .apply())
                .isInstanceOf(BlueGreenException.class)
                .hasMessageContaining("has more than");
    }
}
