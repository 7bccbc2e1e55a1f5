package dev.bluegreen.file.internal.aws;

import dev.bluegreen.check.slo.RequestSigner;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;

/** Signed requests to Amazon Managed Service for Prometheus. */
public final class SigV4Keys {

    /** The key of a Prometheus objective. */
    public static final Key<RequestSigner> SIG_V4 = Key.of(
            "sigV4",
            ValueType.of(Keys.of("Requests signed with the credentials of the process.", AwsParts.REGION)
                    .making(SigV4Keys::signer)),
            "Signs requests to a workspace of Amazon Managed Service for Prometheus; needs aps:QueryMetrics.");

    private SigV4Keys() {}

    private static RequestSigner signer(Values values) {
        AwsParts.requireModule();
        return AwsClients.signer(values);
    }
}
