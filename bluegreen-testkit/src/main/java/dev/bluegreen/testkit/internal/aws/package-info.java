/** What the fakes of AWS services share: the wire, from the signature to the error body. */
@NullMarked
package dev.bluegreen.testkit.internal.aws;

import org.jspecify.annotations.NullMarked;
