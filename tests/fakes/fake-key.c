/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "fake-key.h"

/* A key with the right sizes and nothing behind them. Its signature is the digest it was given. */
struct _FakeKey
{
  GObject parent_instance;

  guint bits;
  guint n_signatures;
  GError *error;
};

static char *
fake_key_dup_id (EnrollKey *key)
{
  return g_strdup ("0123");
}

static GBytes *
fake_key_dup_modulus (EnrollKey *key)
{
  guint length = FAKE_KEY (key)->bits / 8;
  guint8 *modulus = g_malloc (length);

  for (guint i = 0; i < length; i++)
    modulus[i] = 0xff;
  return g_bytes_new_take (modulus, length);
}

static GBytes *
fake_key_dup_exponent (EnrollKey *key)
{
  static const guint8 exponent[] = { 0x01, 0x00, 0x01 };

  return g_bytes_new_static (exponent, sizeof exponent);
}

static GBytes *
fake_key_sign (EnrollKey *key, GBytes *digest_info, GError **error)
{
  FakeKey *self = FAKE_KEY (key);

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return NULL;
    }
  self->n_signatures++;
  return g_bytes_ref (digest_info);
}

static void
fake_key_iface_init (EnrollKeyInterface *iface)
{
  iface->dup_id = fake_key_dup_id;
  iface->dup_modulus = fake_key_dup_modulus;
  iface->dup_exponent = fake_key_dup_exponent;
  iface->sign = fake_key_sign;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeKey,
                               fake_key,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENROLL_TYPE_KEY, fake_key_iface_init))

static void
fake_key_finalize (GObject *object)
{
  g_clear_error (&FAKE_KEY (object)->error);

  G_OBJECT_CLASS (fake_key_parent_class)->finalize (object);
}

static void
fake_key_class_init (FakeKeyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_key_finalize;
}

static void
fake_key_init (FakeKey *self)
{
}

FakeKey *
fake_key_new (guint bits)
{
  FakeKey *self = g_object_new (FAKE_TYPE_KEY, NULL);

  self->bits = bits;
  return self;
}

guint
fake_key_get_bits (FakeKey *self)
{
  return self->bits;
}

guint
fake_key_get_n_signatures (FakeKey *self)
{
  return self->n_signatures;
}

/**
 * fake_key_fail_next:
 * @self: a key
 * @error: (transfer full): how the next signature ends
 */
void
fake_key_fail_next (FakeKey *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
}
