package dev.bluegreen.file.internal.aws;

import dev.bluegreen.aws.sns.SnsNotifier;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Severity;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.Values;
import java.util.List;

/** Events published to SNS. */
public final class SnsKeys {

    private static final Key<String> TOPIC = Key.of("sns", AwsParts.ARN_TYPE, "The ARN of the topic.");

    /** A topic. */
    public static final Keys.Declared SNS = Keys.of("Events to an SNS topic.", TOPIC);

    private SnsKeys() {}

    /** The notifier, which sends what these keys say. */
    public static CutoverListener notifier(Values values, Key<List<Kind>> kinds, Key<Severity> atLeast) {
        AwsParts.requireModule();
        String topic = values.get(TOPIC);
        return values.begin(SnsNotifier.topic(AwsClients.aws(values), AwsClients.sns(values, topic), topic))
                .set(
                        kinds,
                        (notifier, all) -> notifier.kinds(
                                all.get(0), all.subList(1, all.size()).toArray(Kind[]::new)))
                .set(atLeast, SnsNotifier::atLeast)
                .done();
    }
}
