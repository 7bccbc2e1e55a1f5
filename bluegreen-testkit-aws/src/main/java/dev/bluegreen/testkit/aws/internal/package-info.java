/** Code shared by the fakes of AWS services: the wire, from the signature to the error body. */
@NullMarked
package dev.bluegreen.testkit.aws.internal;

import org.jspecify.annotations.NullMarked;
