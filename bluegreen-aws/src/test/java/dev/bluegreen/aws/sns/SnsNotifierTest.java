package dev.bluegreen.aws.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.aws.Aws;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.aws.FakeAlb;
import dev.bluegreen.testkit.aws.FakeSns;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.SnsException;

class SnsNotifierTest {

    private final VirtualTime time = VirtualTime.create();
    private final FakeSns sns = FakeSns.startOn(time);
    private final SnsClient client = SnsClient.builder()
            .endpointOverride(sns.endpoint())
            .region(Region.of(FakeAlb.REGION))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA1", "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    private final InMemoryPlatform platform = InMemoryPlatform.on(time)
            .deploy("shop-blue", "shop:v1", 2)
            .deploy("shop-green", "shop:v2", 2)
            .route("web", Track.BLUE, Duration.ZERO);
    private final String topic = sns.topic("releases");

    @AfterEach
    void close() {
        client.close();
        sns.close();
    }

    @Test
    void publishesMilestonesAndTheEndInOrder() {
        SnsNotifier notifier = notifier(topic);

        release(notifier);
        notifier.close();

        assertThat(sns.messages(topic))
                .extracting(message -> message.attributes().get("kind"))
                .containsSubsequence("MILESTONE", "MILESTONE", "ENDED");
        FakeSns.Message last = sns.messages(topic).get(sns.messages(topic).size() - 1);
        assertThat(last.subject()).isEqualTo("bluegreen: shop ENDED");
        assertThat(last.text()).contains("traffic is on GREEN");
        assertThat(last.attributes()).containsKeys("release", "cutover", "number", "at");
    }

    @Test
    void aTopicThatDoesNotAnswerNeitherFailsNorDelaysTheCutoverAndGetsItAllLater() {
        sns.faults().on("Publish").first(5).then(AwsFault.throttled());
        SnsNotifier notifier = notifier(topic);

        assertThat(release(notifier)).isEqualTo(Outcome.SWITCHED);
        time.advance(Duration.ofMinutes(5));

        assertThat(sns.faults().unused()).isEmpty();
        assertThat(sns.messages(topic))
                .extracting(message -> message.attributes().get("kind"))
                .containsSubsequence("MILESTONE", "MILESTONE", "ENDED");
    }

    @Test
    void whatCannotBePublishedForLongIsLeftOut() {
        SnsNotifier notifier = notifier("arn:aws:sns:" + FakeAlb.REGION + ":123456789012:gone");

        assertThat(release(notifier)).isEqualTo(Outcome.SWITCHED);
        time.advance(Duration.ofHours(2));
        int calls = sns.requests().size();
        time.advance(Duration.ofHours(2));

        assertThat(sns.requests()).hasSize(calls);
    }

    @Test
    void aFifoTopicGetsEachEventOnceThoughItsAnswerWasLost() {
        String fifo = sns.topic("releases.fifo");
        sns.faults().on("Publish").first(1).then(AwsFault.dropAfter());
        SnsNotifier notifier = notifier(fifo).kinds(Kind.ENDED);

        notifier.on(CutoverEvent.builder("shop", "c1", 9, time.now())
                .phase(Phase.DONE)
                .kind(Kind.ENDED)
                .sentence("done")
                .build());
        time.advance(Duration.ofMinutes(1));

        assertThat(sns.requests()).hasSize(2);
        assertThat(sns.messages(fifo))
                .extracting(FakeSns.Message::deduplicationId)
                .isEqualTo(List.of("c1-9"));
    }

    @Test
    void whatAProcessDiedBeforePublishingIsPublishedByTheOneThatRecovers() {
        shop(notifier("arn:aws:sns:" + FakeAlb.REGION + ":123456789012:unreachable"))
                .switchTo(Track.GREEN);

        shop(notifier(topic)).recover();
        time.advance(Duration.ofMinutes(1));

        FakeSns.Message first = sns.messages(topic).get(0);
        assertThat(first.attributes()).containsEntry("replayed", "true").containsEntry("kind", "MILESTONE");
        assertThat(sns.messages(topic))
                .extracting(FakeSns.Message::text)
                .anyMatch(text -> text.contains("was switched from BLUE to GREEN"));
    }

    @Test
    void whatAProcessThatEndedWellDidNotPublishIsPublishedByTheNextOneAndNotTwice() {
        shop(notifier("arn:aws:sns:" + FakeAlb.REGION + ":123456789012:unreachable"))
                .switchTo(Track.GREEN);

        shop(notifier(topic)).rollBack();
        time.advance(Duration.ofMinutes(1));
        shop(notifier(topic)).switchTo(Track.GREEN);
        time.advance(Duration.ofMinutes(1));

        assertThat(sns.messages(topic))
                .filteredOn(message -> message.attributes().get("replayed").equals("true"))
                .extracting(message -> message.attributes().get("kind"))
                .containsExactly("MILESTONE", "MILESTONE", "ENDED");
    }

    @Test
    void whatIsToldAgainComesToAFifoTopicOnce() {
        String fifo = sns.topic("releases.fifo");
        shop(notifier(fifo)).switchTo(Track.GREEN);
        shop(notifier(fifo)).recover();
        time.advance(Duration.ofMinutes(1));

        assertThat(sns.messages(fifo))
                .filteredOn(message -> message.text().contains("was switched from BLUE to GREEN"))
                .hasSize(1);
    }

    @Test
    void refusesATopicOfAnotherRegionThanTheClients() {
        assertThatThrownBy(() -> notifier("arn:aws:sns:us-east-1:123456789012:releases"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is in region us-east-1, the client is for " + FakeAlb.REGION)
                .hasMessageContaining("Region.of(\"us-east-1\")");
    }

    @Test
    void whatItPublishesIsWithinTheLimitsOfTheService() {
        String fifo = sns.topic("releases.fifo");
        for (String arn : List.of(topic, fifo)) {
            SnsNotifier notifier = notifier(arn).kinds(Kind.ENDED);
            notifier.on(CutoverEvent.builder("ünï\n" + "x".repeat(200), "", 9, time.now())
                    .phase(Phase.DONE)
                    .kind(Kind.ENDED)
                    .sentence("ä".repeat(300_000))
                    .build());
            time.advance(Duration.ofMinutes(1));

            assertThat(sns.messages(arn)).singleElement().satisfies(message -> {
                assertThat(message.subject())
                        .hasSize(100)
                        .startsWith("bluegreen: ?n?")
                        .matches("[ -~]+");
                assertThat(message.text()).endsWith("...");
                assertThat(message.attributes()).doesNotContainKey("cutover").containsEntry("number", "9");
            });
        }
    }

    @ParameterizedTest
    @MethodSource("messagesThatAreRefused")
    void theFakeRefusesWhatSnsRefuses(Consumer<PublishRequest.Builder> change) {
        PublishRequest.Builder request =
                PublishRequest.builder().topicArn(topic).message("text");
        change.accept(request);

        assertThatThrownBy(() -> client.publish(request.build())).isInstanceOf(SnsException.class);
        assertThat(sns.messages(topic)).isEmpty();
    }

    static Stream<Consumer<PublishRequest.Builder>> messagesThatAreRefused() {
        String fifo = "arn:aws:sns:" + FakeAlb.REGION + ":123456789012:releases.fifo";
        return Stream.of(
                request -> request.message("x".repeat(300_000)),
                request -> request.subject("x".repeat(101)),
                request -> request.subject("one\ntwo"),
                request -> request.messageAttributes(Map.of(
                        "empty",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("")
                                .build())),
                request -> request.topicArn(fifo).messageDeduplicationId("1"),
                request -> request.topicArn(fifo).messageGroupId("shop"));
    }

    @Test
    void refusesAnArnThatIsNotATopic() {
        assertThatThrownBy(() -> notifier("releases"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("topic: 'releases'");
    }

    private SnsNotifier notifier(String arn) {
        return SnsNotifier.topic(Aws.on(platform), client, arn);
    }

    private Outcome release(SnsNotifier notifier) {
        return shop(notifier).switchTo(Track.GREEN).outcome();
    }

    private Release shop(SnsNotifier notifier) {
        return BlueGreen.release("shop").on(platform).listener(notifier).build();
    }
}
