/** AWS in this process: fakes of its services on loopback, for unmodified SDK clients. */
@NullMarked
package dev.bluegreen.testkit.aws;

import org.jspecify.annotations.NullMarked;
