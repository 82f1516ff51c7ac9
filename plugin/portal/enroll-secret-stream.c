/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "config.h"

#include "enroll-secret-stream.h"

#include <string.h>

/* A request's body. Who copies a stream into another, as GIO does, reads into one buffer until there
 * is no more, and then frees it as it is. So the end of this one is a wiped buffer. */
struct _EnrollSecretStream
{
  GInputStream parent_instance;

  GBytes *bytes;
  gsize position;
};

G_DEFINE_FINAL_TYPE (EnrollSecretStream, enroll_secret_stream, G_TYPE_INPUT_STREAM)

static gssize
enroll_secret_stream_read (GInputStream *stream,
                           void *buffer,
                           gsize count,
                           GCancellable *cancellable,
                           GError **error)
{
  EnrollSecretStream *self = ENROLL_SECRET_STREAM (stream);
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);
  gsize n = MIN (count, size - self->position);

  /* What was read before may be longer than this. */
  explicit_bzero (buffer, count);
  if (n > 0)
    memcpy (buffer, data + self->position, n);
  self->position += n;
  return (gssize)n;
}

static void
enroll_secret_stream_finalize (GObject *object)
{
  EnrollSecretStream *self = ENROLL_SECRET_STREAM (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);

  G_OBJECT_CLASS (enroll_secret_stream_parent_class)->finalize (object);
}

static void
enroll_secret_stream_class_init (EnrollSecretStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enroll_secret_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = enroll_secret_stream_read;
}

static void
enroll_secret_stream_init (EnrollSecretStream *self)
{
}

/**
 * enroll_secret_stream_new:
 * @bytes: what is to be read, see enroll_secret_bytes_new()
 *
 * Returns: (transfer full): a stream of @bytes that leaves no copy in its reader's buffer
 */
EnrollSecretStream *
enroll_secret_stream_new (GBytes *bytes)
{
  EnrollSecretStream *self = g_object_new (ENROLL_TYPE_SECRET_STREAM, NULL);

  self->bytes = g_bytes_ref (bytes);
  return self;
}
