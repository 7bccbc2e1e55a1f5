package dev.bluegreen.file.internal.release;

import static dev.bluegreen.file.spi.ValueType.FLAG;

import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.file.internal.fabric8.Fabric8Approvals;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The approval. */
final class ApprovalKeys {

    private static final Key<URI> WEBHOOK = Key.of(
            "webhook",
            ValueType.SECRET_ADDRESS,
            "The address that is polled for the decision, by reference: docs/approvals.md.");
    private static final Key<Integer> QUORUM =
            Key.of("quorum", ValueType.WHOLE, "The number of different people who have to approve.");

    private static final Key<Duration> WITHIN =
            Key.of("within", ValueType.DURATION, "The time to wait for a decision; default 4h.");
    private static final Key<Boolean> OR_CONTINUE =
            Key.of("orContinue", FLAG, "The cutover continues if no decision is made in time; default it is refused.");
    private static final Key<Boolean> NOT_BY_REQUESTER =
            Key.of("notByRequester", FLAG, "The requester may not approve: needs requestedBy.");

    private static final List<Keys<? extends Approval>> SINGLE = List.of(
            common(Fabric8Approvals.ANNOTATION).making(values -> bounded(Fabric8Approvals.annotation(values), values)),
            common(Keys.of("A decision of another system.", WEBHOOK))
                    .making(values -> bounded(Approval.webhook(values.get(WEBHOOK)), values)));

    private static final Key<List<Approval>> OF =
            Key.of("of", ValueType.listOf(ValueType.<Approval>choice(SINGLE)), "The approvals that count, each once.");

    static final ValueType<Approval> TYPE = ValueType.choice(List.of(
            SINGLE.get(0),
            SINGLE.get(1),
            common(Keys.of("Several people.", QUORUM, OF)).making(ApprovalKeys::quorum)));

    private ApprovalKeys() {}

    private static Keys.Declared common(Keys.Declared keys) {
        return keys.allowing(WITHIN, OR_CONTINUE, NOT_BY_REQUESTER);
    }

    private static Approval quorum(Values values) {
        int needed = values.get(QUORUM);
        return bounded(Approval.quorum(needed, values.get(OF).toArray(Approval[]::new)), values);
    }

    private static Approval bounded(Approval approval, Values values) {
        return values.begin(approval, Approval::problems)
                .set(WITHIN, Approval::within)
                .when(OR_CONTINUE, Approval::orContinue)
                .when(NOT_BY_REQUESTER, Approval::notByRequester)
                .done();
    }
}
