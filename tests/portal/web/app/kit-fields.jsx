/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import { Checkbox, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';

/* The fields of the skin “kit”. */

function makeControl (look, item)
{
  switch (item.kind)
    {
    case 'area':
      return <Input.TextArea rows={5} readOnly={item.isFixed} />;
    case 'password':
      return look.pick ('password', 2) === 0 ? <Input.Password autoComplete="new-password" />
                                             : <Input type="password" autoComplete="off" />;
    case 'select':
      return <Select placeholder={look.say ('select', 'Please select')}
                     showSearch={look.pick ('search', 2) === 1}
                     optionFilterProp="label"
                     options={item.options.map (({ value, label }) => ({ value, label }))} />;
    case 'radios':
      return <Radio.Group optionType={look.pick ('radio', 2) === 0 ? 'default' : 'button'}
                          options={item.options.map (({ value, label }) => ({ value, label }))} />;
    default:
      return <Input type={item.kind} readOnly={item.isFixed} />;
    }
}

/* The dialog may come before the tick. */
function TermsBox ({ id, checked, onChange, item, terms })
{
  const press = async event => {
    const isTicked = event.target.checked;

    onChange (isTicked && (await terms.askAtTick ()));
  };

  return <Checkbox id={id} checked={checked} onChange={press}>{item.label}</Checkbox>;
}

export function KitField ({ look, item, name, checks, terms })
{
  const [problem, setProblem] = useState (item.problem);
  const shown = problem ? { validateStatus: 'error', help: problem } : {};
  const isCheck = item.kind === 'check';
  const rules = checks && item.isRequired && !item.isFixed
    ? [isCheck ? { validator: (_, value) => (value ? Promise.resolve ()
                                                   : Promise.reject (new Error ('Please accept the terms.'))) }
               : { required: true, message: 'This field is required.' }]
    : [];

  return (
    <Form.Item name={name} label={isCheck ? undefined : item.label} rules={rules} {...shown}
               valuePropName={isCheck ? 'checked' : 'value'}
               getValueFromEvent={value => {
                 setProblem (undefined);
                 return value?.target ? (isCheck ? value.target.checked : value.target.value) : value;
               }}>
      {isCheck && terms ? <TermsBox item={item} terms={terms} />
       : isCheck ? <Checkbox>{item.label}</Checkbox>
       : makeControl (look, item)}
    </Form.Item>
  );
}
