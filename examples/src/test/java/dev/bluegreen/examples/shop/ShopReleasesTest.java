package dev.bluegreen.examples.shop;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.result.CutoverRequest;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.Unfinished;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.time.VirtualTime;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the pages on four eyes and on the CronJob say: Ann requests, Bob approves, and a job with the printed Role carries out. */
class ShopReleasesTest {

    private static final Instant MONDAY_MORNING = Instant.parse("2026-01-05T06:00:00Z");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private final FakeCluster cluster = FakeCluster.startOn(VirtualTime.create(), "shop");
    private final Fabric8Platform shop = Fabric8Platform.of(cluster.client()).withTime(cluster.time());
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private final ShopReleases people = new ShopReleases(shop, out);

    ShopReleasesTest() {
        cluster.app("checkout").deploy();
        for (String person : new String[] {"ann", "bob", "carol"}) {
            cluster.apply(
                    "apiVersion: v1\nkind: ConfigMap\nmetadata: {namespace: shop, name: " + approvalBy(person) + "}\n");
        }
        cluster.clock().advance(Duration.between(cluster.time().now(), MONDAY_MORNING));
    }

    @AfterEach
    void close() {
        shop.close();
        cluster.close();
    }

    @Test
    void annRequestsBobApprovesAndTheJobCarriesOutWithThePrintedRole() throws IOException {
        CutoverRequest request = people.request("ann", "CHG-1");
        assertThat(text()).contains("kubectl annotate configmap bluegreen-approval-checkout.bob");
        try (Fabric8Platform restricted = Fabric8Platform.of(
                        cluster.clientAs("job", people.role() + "---\n" + roleOfThePage()))
                .withTime(cluster.time())) {
            ShopReleases job = new ShopReleases(restricted, out);
            approve("ann", request);
            job.due();
            assertThat(status().unfinished().map(Unfinished::state)).contains(Unfinished.State.PARKED);

            approve("bob", request);
            job.due();
            assertThat(text()).as("the window opens at 8 in Berlin").contains("waits for the window that opens");

            cluster.clock().advance(Duration.ofHours(2));
            job.due();
            assertThat(status().active()).contains(GREEN);
            cluster.clock().advance(Duration.ofHours(25));
            job.due();
        }

        PastCutover past = status().history().get(0);
        assertThat(past.id()).isEqualTo(request.id());
        assertThat(past.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(past.by()).contains("ann", "CHG-1");
        assertThat(past.reason()).contains("by bob");
        assertThat(text()).contains("BLUE is retired").doesNotContain("cannot");
    }

    @Test
    void aRequestThatIsCancelledMovesNothing() {
        CutoverRequest request = people.request("ann", "CHG-1");
        Release release = people.checkout().build();
        assertThatThrownBy(() -> release.requestedBy("bob", "").switchTo(GREEN))
                .hasMessageContaining("cancel(\"" + request.id() + "\")");

        assertThat(release.cancel(request.id()).done()).isTrue();

        approve("bob", request);
        people.due();
        assertThat(status().unfinished()).isEmpty();
        assertThat(status().history()).noneMatch(past -> past.outcome() == Outcome.SWITCHED);
    }

    @Test
    void thePageShowsTheRoleThatIsPrintedAndAManifestThatIsRead() throws IOException {
        PodSpec pod = Serialization.unmarshal(yaml(0), CronJob.class)
                .getSpec()
                .getJobTemplate()
                .getSpec()
                .getTemplate()
                .getSpec();

        assertThat(pod.getServiceAccountName()).isEqualTo("bluegreen-due");
        assertThat(pod.getContainers())
                .singleElement()
                .satisfies(container -> assertThat(container.getArgs()).containsExactly("due"));
        assertThat(yaml(2)).isEqualTo(people.role());
    }

    private void approve(String person, CutoverRequest request) {
        cluster.apply(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  namespace: shop
                  name: %s
                  annotations: {bluegreen.dev/approve: "%s:%s"}
                """.formatted(approvalBy(person), request.id(), request.plan().hash()));
    }

    private static String approvalBy(String person) {
        return "bluegreen-approval-checkout." + person;
    }

    private ReleaseStatus status() {
        return people.checkout().build().status();
    }

    /** The one that is no part of the printed one. */
    private static String roleOfThePage() throws IOException {
        return Stream.of(yaml(1).split("---\n", -1))
                .filter(document -> document.contains("kind: Role\n"))
                .findFirst()
                .orElseThrow();
    }

    /** A block of the page on the CronJob. */
    private static String yaml(int block) throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root = here.endsWith("examples") ? here.getParent() : here;
        String page = Files.readString(root.resolve("docs/how-to/cronjob.md"));
        return YAML.matcher(page)
                .results()
                .skip(block)
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
